internal import LuaBridge
internal import TWSWire

/// `bracket(c, {action, quantity, limit, target, stop or trail, tif})`: an entry with a target and a stop.
///
/// The entry is at market without `limit`; the stop trails the market by `trail` where that is given. TWS joins target
/// and stop in a group in which one cancels the other. Gives a table of three trades: `parent`, `target`, `stop`.
enum BracketFunction {
    private static let keys = ["action", "quantity", "limit", "target", "stop", "trail", "tif"]
    private static let older = ["qty": "quantity", "totalQuantity": "quantity", "entry": "limit", "lmtPrice": "limit"]

    /// Every key that is understood.
    static var spellings: [String] { keys + older.keys.sorted() }

    static func call(_ session: ScriptSession, _ frame: borrowing LuaFrame) throws -> HostResult {
        let contract = try frame.value(1)
        let reader = OrderReader(function: "bracket")
        let orders = try orders(try read(try frame.entries(2))).map { order in
            try reader.new(contract, .table(order), session)
        }
        let trades = try session.book.place(orders, function: "bracket", line: frame.line)
        return .value(
            .table([("parent", .object(trades[0])), ("target", .object(trades[1])), ("stop", .object(trades[2]))])
        )
    }

    private static let remedy = "give action, quantity, target, and stop or trail"

    private static func read(_ entries: [(key: String, value: LuaValue)]) throws(LuaRaise) -> [String: LuaValue] {
        var given: [String: LuaValue] = [:]
        for (key, value) in entries {
            let name = older[key] ?? key
            guard keys.contains(name) else {
                let unknown = Members.unknown(key, of: "bracket", among: keys)
                throw LuaRaise(message: "bracket: \(unknown.message)")
            }
            given[name] = value
        }
        for name in ["action", "quantity", "target"] where given[name] == nil {
            throw LuaRaise(message: "bracket: \(name) is needed", remedy: remedy)
        }
        guard (given["stop"] == nil) != (given["trail"] == nil) else {
            throw LuaRaise(message: "bracket: one of stop and trail is needed", remedy: remedy)
        }
        return given
    }

    /// Parent, target and stop as tables of an order's fields.
    private static func orders(
        _ given: [String: LuaValue]
    ) throws(LuaRaise) -> [[(key: String, value: LuaValue)]] {
        guard case .string(let text)? = given["action"], let action = side(text) else {
            throw LuaRaise(message: "bracket: action: BUY or SELL is needed")
        }
        let exit: LuaValue = .string((action == .buy ? OrderAction.sell : .buy).text)
        let common: [(key: String, value: LuaValue)] = [
            ("totalQuantity", given["quantity"] ?? .nil), ("tif", given["tif"] ?? .nil),
        ]
        let limit = given["limit"] ?? .nil
        let stopType: LuaValue = given["trail"] == nil ? "STP" : "TRAIL"
        let parentType: LuaValue = limit == .nil ? "MKT" : "LMT"
        return [
            common + [("action", .string(action.text)), ("orderType", parentType), ("lmtPrice", limit)],
            common + [("action", exit), ("orderType", "LMT"), ("lmtPrice", given["target"] ?? .nil)],
            common + [
                ("action", exit), ("orderType", stopType), ("auxPrice", given["stop"] ?? given["trail"] ?? .nil),
            ],
        ]
    }

    /// The side of a bracket's entry; `nil` for any other word.
    private static func side(_ text: String) -> OrderAction? {
        let action = OrderAction(text)
        return action == .buy || action == .sell ? action : nil
    }
}
