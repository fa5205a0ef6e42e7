internal import LuaBridge
internal import TWSWire
internal import Trading

/// `own.positions()`, `own.position(c)` and `own.fills()`: what this script has traded in this run, separate from the
/// account.
enum OwnFunctions {
    private static let table = "own"

    static let entries: [HostEntry] = [
        HostEntry("positions", in: table) { session, frame in
            let line = frame.line
            return try session.held.call("own.positions", canWait: frame.canWait) { () throws(LuaRaise) in
                guard let holdings = try holdings(nil, "own.positions", session, line) else { return nil }
                return [.array(holdings.filter { $0.own != .zero }.map { .object(OwnPosition($0, session)) })]
            }
        },
        HostEntry("position", in: table) { session, frame in
            let contract = try session.contract(try frame.value(1), function: "own.position")
            let line = frame.line
            return try session.held.call("own.position", canWait: frame.canWait) { () throws(LuaRaise) in
                guard let holdings = try holdings(contract, "own.position", session, line) else { return nil }
                return holdings.map { .object(OwnPosition($0, session)) }
            }
        },
        HostEntry("fills", in: table) { session, _ in
            .value(
                .array(
                    session.book.all.flatMap { trade in
                        trade.entry.fills.indices.map { .object(TradeFill(trade: trade, index: $0)) }
                    }
                )
            )
        },
    ]

    private static func holdings(
        _ contract: Contract?,
        _ function: String,
        _ session: ScriptSession,
        _ line: Int?
    ) throws(LuaRaise) -> [Holding]? {
        let verdict = session.submit(.holdings(contract), line: line)
        if case .needs = verdict { return nil }
        guard case .holdings(let holdings) = verdict else {
            throw session.raise(verdict, function: function, line: line)
        }
        return holdings
    }
}

/// A script's own position in an instrument.
final class OwnPosition: LuaObject {
    private let holding: Holding
    private unowned let session: ScriptSession

    init(_ holding: Holding, _ session: ScriptSession) { (self.holding, self.session) = (holding, session) }

    static func describe() -> LuaClass<OwnPosition> {
        var description: LuaClass<OwnPosition> = Members.of("own_position")
        description.field("symbol") { LuaValue($0.holding.contract.symbol) }
        description.field("position") { LuaValue($0.holding.own) }
        description.field("avgPrice") { .number($0.holding.averagePrice) }
        description.field("realizedPNL") { .number($0.holding.realized) }
        description.field("account") { LuaValue($0.holding.account) }
        description.field("contract") {
            LuaValue(structure: $0.holding.contract, over: Contract())
        } push: {
            try $0.session.shapes.push($0.holding.contract, over: Contract(), to: $1)
        }
        let values = description.values
        description.entries = { .table(try values($0)) }
        description.text = { Members.text("own_position", try values($0)) }
        return description
    }
}
