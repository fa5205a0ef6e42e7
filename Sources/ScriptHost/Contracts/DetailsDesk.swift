internal import CivilTime
internal import LuaBridge
internal import TWSWire
internal import Trading

/// What TWS knows of contracts, asked once a day each; who asks for what is on its way already waits for the same answer.
final class DetailsDesk {
    typealias Taker = (Result<[ContractDetails], LuaRaise>) -> Void

    private struct Entry {
        let found: [ContractDetails]
        let day: Int
        /// Its memory, on the script's account.
        let loan: LuaLoan
    }

    /// Most contracts that are kept.
    private static let most = 1_000
    /// Bytes that the details of one contract take, roughly.
    private static let footprint = 4_096

    private unowned let session: ScriptSession
    private var known: [Contract: Entry] = [:]
    private var waiting: [Contract: [Taker]] = [:]

    init(session: ScriptSession) { self.session = session }

    /// What TWS has told today, in the contract's own zone; `nil` if it has to be asked.
    func today(_ contract: Contract) -> [ContractDetails]? {
        guard let entry = known[contract], entry.day == day(of: entry.found) else { return nil }
        return entry.found
    }

    /// What TWS has told last, on whatever day.
    func latest(_ contract: Contract) -> [ContractDetails]? { known[contract]?.found }

    /// Gives what matches a contract, at once or when TWS has answered; never nothing.
    ///
    /// - Throws: what the desk objects to.
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

    /// The zone in which a contract's days are counted; the usual one where TWS names none that is known.
    func zone(of details: ContractDetails?) -> ZoneRules {
        guard let name = details?.timeZoneId, let rules = try? session.zones.rules(name, function: "") else {
            return session.zones.usual
        }
        return rules
    }

    /// The zone of a contract as far as it is known without a question.
    func knownZone(of contract: Contract) -> ZoneRules { zone(of: latest(contract)?.first) }

    private func day(of found: [ContractDetails]) -> Int {
        zone(of: found.first).local(ScriptMoment.parts(session.now.seconds).seconds).days
    }
}
