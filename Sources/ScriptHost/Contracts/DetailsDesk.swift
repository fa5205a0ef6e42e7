internal import CivilTime
internal import LuaBridge
internal import TWSWire
internal import Trading

/// What TWS knows about contracts, requested once a day for each; calls for a pending request wait for the same answer.
final class DetailsDesk {
    typealias Taker = (Result<[ContractDetails], LuaRaise>) -> Void

    private struct Entry {
        let found: [ContractDetails]
        let day: Int
        /// Its memory, charged to the script.
        let loan: LuaLoan
    }

    /// The largest number of contracts kept.
    private static let most = 1_000
    /// The approximate size of one contract's details in bytes.
    private static let footprint = 4_096

    private unowned let session: ScriptSession
    private var known: [Contract: Entry] = [:]
    private var waiting: [Contract: [Taker]] = [:]

    init(session: ScriptSession) { self.session = session }

    /// Returns what TWS has reported today, in the contract's own time zone; `nil` if it must be asked.
    func today(_ contract: Contract) -> [ContractDetails]? {
        guard let entry = known[contract], entry.day == day(of: entry.found) else { return nil }
        return entry.found
    }

    /// Returns what TWS reported last, on any day.
    func latest(_ contract: Contract) -> [ContractDetails]? { known[contract]?.found }

    /// Delivers the matches of a contract, immediately or once TWS has answered; never an empty list.
    ///
    /// - Throws: The desk's objection.
    func read(_ contract: Contract, function: String, then: @escaping Taker) throws(LuaRaise) {
        if let found = today(contract) { return then(.success(found)) }
        if waiting[contract] != nil {
            waiting[contract]?.append(then)
            return
        }
        waiting[contract] = [then]
        var request = ClientMessage.ReqContractDetails()
        request.contract = contract
        var rows = AnswerRows<ContractDetails>(of: function)
        do throws(LuaRaise) {
            try session.requests.ask(function, .request(.reqContractDetails(request), .allocated)) { message, id in
                switch message {
                case .contractDetails(let details) where details.reqId == id:
                    return rows.append([details.contractDetails])
                case .bondContractDetails(let details) where details.reqId == id:
                    return rows.append([details.contractDetails])
                case .contractDetailsEnd(let end) where end.reqId == id: return .values([])
                default: return nil
                }
            } deliver: { [unowned self] delivery in
                if case .raise(let raise) = delivery { return answer(contract, .failure(raise)) }
                answer(contract, keep(rows.rows, of: contract, function))
            }
        } catch {
            waiting[contract] = nil
            throw error
        }
    }

    private func keep(
        _ found: [ContractDetails],
        of contract: Contract,
        _ function: String
    ) -> Result<[ContractDetails], LuaRaise> {
        guard !found.isEmpty else {
            return .failure(
                LuaRaise(message: "\(function): TWS knows no such contract", remedy: TWSCode.remedy(200, ""))
            )
        }
        do throws(LuaRaise) {
            let loan = try session.vm.borrow(found.count * Self.footprint)
            if known.count >= Self.most { known = [:] }
            known[contract] = Entry(found: found, day: day(of: found), loan: loan)
            return .success(found)
        } catch {
            return .failure(error)
        }
    }

    private func answer(_ contract: Contract, _ result: Result<[ContractDetails], LuaRaise>) {
        for taker in waiting.removeValue(forKey: contract) ?? [] { taker(result) }
    }

    /// Returns the time zone in which a contract's days are counted; the default one if TWS names no known zone.
    func zone(of details: ContractDetails?) -> ZoneRules {
        guard let name = details?.timeZoneId, let rules = try? session.zones.rules(name, function: "") else {
            return session.zones.usual
        }
        return rules
    }

    /// Returns the time zone of a contract as far as it is known without a request.
    func knownZone(of contract: Contract) -> ZoneRules { zone(of: latest(contract)?.first) }

    private func day(of found: [ContractDetails]) -> Int {
        zone(of: found.first).local(ScriptMoment.parts(session.now.seconds).seconds).days
    }
}
