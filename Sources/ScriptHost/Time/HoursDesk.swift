internal import CivilTime
internal import LuaBridge
internal import TWSWire
internal import Trading

/// The trading hours of contracts, taken from their details.
final class HoursDesk {
    private unowned let session: ScriptSession

    init(session: ScriptSession) { self.session = session }

    /// Whether a contract trades on a day of its time zone, as TWS last reported; `nil` if TWS must be asked.
    func trades(_ contract: Contract, on day: Int) -> Bool? {
        guard let details = session.details.latest(contract)?.first,
            let hours = try? hours(details, isExtended: false, "")
        else { return nil }
        return hours.trades(on: day)
    }

    /// Delivers the `answer` about a contract's hours, immediately or once TWS has answered.
    func with(
        _ contract: Contract,
        isExtended: Bool = false,
        function: String,
        _ frame: borrowing LuaFrame,
        _ answer: @escaping (ContractHours) -> Delivery
    ) throws(LuaRaise) -> HostResult {
        if let details = session.details.today(contract)?.first {
            switch answer(try hours(details, isExtended: isExtended, function)) {
            case .values(let values): return .values(values)
            case .raise(let error): throw error
            case .push(let push):
                push(frame.results)
                return .returned
            }
        }
        return try Inquiry.begin(function, session) { [unowned self] inquiry throws(LuaRaise) in
            try inquiry.details(contract) { found throws(LuaRaise) in
                let hours = try self.hours(found[0], isExtended: isExtended, function)
                inquiry.finish(answer(hours))
            }
        }
    }

    /// Requests the hours without a waiting call in the script.
    func refresh(_ contract: Contract, function: String, _ then: @escaping (ContractHours?) -> Void) {
        do throws(LuaRaise) {
            try session.details.read(contract, function: function) { [unowned self] result in
                let details = try? result.get().first
                then(details.flatMap { try? hours($0, isExtended: false, function) })
            }
        } catch {
            then(nil)
        }
    }

    private func hours(
        _ details: ContractDetails,
        isExtended: Bool,
        _ function: String
    ) throws(LuaRaise) -> ContractHours {
        let text = isExtended ? details.tradingHours : details.liquidHours
        let zone = try session.zones.rules(details.timeZoneId, function: function)
        guard let hours = ContractHours(text, in: zone) else {
            throw LuaRaise(message: "\(function): TWS tells hours that cannot be read: \(ShownText.of(text))")
        }
        return hours
    }
}
