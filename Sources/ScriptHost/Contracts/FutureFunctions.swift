internal import CivilTime
internal import LuaBridge
internal import TWSWire
internal import Trading

/// `front_month(c[, days])`: the future that expires next, at least `days` days from now; `next_month(c)`: the one
/// after it.
enum FutureFunctions {
    static let entries: [HostEntry] = [
        HostEntry("front_month", waits: true) { session, frame in
            let days = try days(frame, 2)
            return try find("front_month", session, frame) { futures, _, today in
                futures.first { $0.day - today >= days }?.contract
            }
        },
        HostEntry("next_month", waits: true) { session, frame in
            try find("next_month", session, frame) { futures, given, today in
                let day = OptionFilter.day(given.lastTradeDateOrContractMonth) ?? today
                let place = futures.firstIndex { $0.contract.conId == given.conId && given.conId != 0 }
                if let place { return futures.dropFirst(place + 1).first?.contract }
                return futures.first { $0.day > day }?.contract
            }
        },
    ]

    private typealias Future = (day: Int, contract: Contract)

    private static func days(_ frame: borrowing LuaFrame, _ argument: Int) throws(LuaRaise) -> Int {
        guard !frame.isNil(argument) else { return 0 }
        guard let days = frame.integer(argument), (0...3_660).contains(days) else {
            throw LuaRaise(message: "front_month: days: expected a whole number from 0")
        }
        return days
    }

    /// Requests every future of the chain and returns the one that `choose` picks from them, earliest first.
    private static func find(
        _ function: String,
        _ session: ScriptSession,
        _ frame: borrowing LuaFrame,
        _ choose: @escaping ([Future], Contract, _ today: Int) -> Contract?
    ) throws -> HostResult {
        let given = try session.contract(try frame.value(1), function: function)
        guard given.secType == .future || given.secType == .continuousFuture || given.conId != 0 else {
            throw LuaRaise(
                message: "\(function): expected a future, got \(given.secType.text)",
                remedy: "\(function)(contract.future(\"ES\", nil, \"CME\"))"
            )
        }
        try session.shapes.prepare(Contract.self)
        return try Inquiry.begin(function, session) { inquiry throws(LuaRaise) in
            try inquiry.details(chain(of: given)) { [unowned session] found throws(LuaRaise) in
                let zone = session.details.zone(of: found.first)
                let today = zone.local(ScriptMoment.parts(session.now.seconds).seconds).days
                let futures: [Future] = found.compactMap { details in
                    let date =
                        details.realExpirationDate.isEmpty
                        ? details.contract.lastTradeDateOrContractMonth : details.realExpirationDate
                    return OptionFilter.day(date).map { ($0, details.contract) }
                }.sorted { $0.day < $1.day }
                guard let chosen = choose(futures, given, today) else {
                    throw LuaRaise(
                        message: "\(function): TWS lists no such future of \(ShownText.of(given.symbol))",
                        remedy: "details(c) shows what exists"
                    )
                }
                inquiry.finish(DetailsFunctions.give(chosen, session))
            }
        }
    }

    /// Returns the contract without the fields that name one month.
    private static func chain(of given: Contract) -> Contract {
        var chain = given
        (chain.conId, chain.secType) = (0, .future)
        (chain.lastTradeDateOrContractMonth, chain.localSymbol, chain.lastTradeDate) = ("", "", "")
        return chain
    }
}
