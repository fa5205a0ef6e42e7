internal import CivilTime
internal import LuaBridge
internal import TWSWire
internal import Trading

/// The hours of contracts, asked of TWS once a day each.
final class HoursDesk {
    private struct Key: Hashable {
        let contract: Contract
        let isExtended: Bool
    }

    /// Most contracts whose hours are kept.
    private static let most = 1_000

    private unowned let session: ScriptSession
    private var known: [Key: (hours: ContractHours, day: Int)] = [:]

    init(session: ScriptSession) { self.session = session }

    /// The hours of a contract as they are known today; `nil` if TWS has to be asked.
    func hours(of contract: Contract, isExtended: Bool) -> ContractHours? {
        guard let entry = known[Key(contract: contract, isExtended: isExtended)], entry.day == day(entry.hours) else {
            return nil
        }
        return entry.hours
    }

    /// Whether a contract trades on a day of its zone, as TWS told it last; `nil` if it has to be asked.
    func trades(_ contract: Contract, on day: Int) -> Bool? {
        known[Key(contract: contract, isExtended: false)]?.hours.trades(on: day)
    }

    private func day(_ hours: ContractHours) -> Int {
        hours.zone.local(ScriptMoment.parts(session.now.seconds).seconds).days
    }

    /// Gives `answer` of a contract's hours, at once or when TWS has answered.
    func with(
        _ contract: Contract,
        isExtended: Bool = false,
        function: String,
        _ answer: @escaping (ContractHours) -> LuaValue
    ) throws(LuaRaise) -> HostResult {
        if let hours = hours(of: contract, isExtended: isExtended) { return .value(answer(hours)) }
        return try session.requests.begin(function, question(contract)) { [unowned self] message, id in
            take(message, id, contract, isExtended, function).map { result in
                switch result {
                case .success(let hours): .values([answer(hours)])
                case .failure(let raise): .raise(raise)
                }
            }
        }
    }

    /// Asks without anybody waiting in the script.
    func refresh(_ contract: Contract, function: String, _ then: @escaping (ContractHours?) -> Void) {
        session.requests.beginQuietly(function, question(contract)) { [unowned self] message, id in
            guard let result = take(message, id, contract, false, function) else { return false }
            then(try? result.get())
            return true
        } failed: {
            then(nil)
        }
    }

    private func question(_ contract: Contract) -> Intent {
        var request = ClientMessage.ReqContractDetails()
        request.contract = contract
        return .request(.reqContractDetails(request), .allocated)
    }

    /// Takes the first details that answer a request.
    private func take(
        _ message: ServerMessage,
        _ id: Int,
        _ contract: Contract,
        _ isExtended: Bool,
        _ function: String
    ) -> Result<ContractHours, LuaRaise>? {
        switch message {
        case .contractDetails(let details) where details.reqId == id:
            let details = details.contractDetails
            let text = isExtended ? details.tradingHours : details.liquidHours
            do throws(LuaRaise) {
                let zone = try session.zones.rules(details.timeZoneId, function: function)
                guard let hours = ContractHours(text, in: zone) else {
                    throw LuaRaise(message: "\(function): TWS tells hours that cannot be read: \(ShownText.of(text))")
                }
                if known.count >= Self.most { known = [:] }
                known[Key(contract: contract, isExtended: isExtended)] = (hours, day(hours))
                return .success(hours)
            } catch {
                return .failure(error)
            }
        case .contractDetailsEnd(let end) where end.reqId == id:
            return .failure(LuaRaise(message: "\(function): TWS knows no such contract"))
        default: return nil
        }
    }
}
