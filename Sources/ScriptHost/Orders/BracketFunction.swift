internal import LuaBridge
internal import TWSWire
internal import Trading

/// `bracket(c, {action, quantity, limit, target, stop or trail, tif})`: an entry with a target and a stop.
///
/// With `key` the entry bears it, target and stop bear it with `-t` and `-s` behind.
/// The entry is at market without `limit`; the stop trails the market by `trail` where that is given. TWS joins target
/// and stop in a group in which one cancels the other. Gives a table of three trades: `parent`, `target`, `stop`.
enum BracketFunction {
    private static let keys = ["action", "quantity", "limit", "target", "stop", "trail", "tif", "key"]
    private static let older = ["qty": "quantity", "totalQuantity": "quantity", "entry": "limit", "lmtPrice": "limit"]

    /// Every key that is understood.
    static var spellings: [String] { keys + older.keys.sorted() }

    static func call(_ session: ScriptSession, _ frame: borrowing LuaFrame) throws -> HostResult {
        let contract = try frame.value(1)
        let reader = OrderReader(function: "bracket")
        let given = try read(try frame.entries(2))
        let keys = try keys(try given["key"].map { value throws(LuaRaise) in try reader.key(value) })
        var orders = try orders(given).map { order in try reader.new(contract, .table(order), session) }
        for place in keys.indices { orders[place].key = keys[place] }
        let (placed, line) = (orders, frame.line)
        return try session.held.call("bracket", canWait: frame.canWait) { () throws(LuaRaise) in
            guard let trades = try session.book.place(placed, function: "bracket", line: line) else { return nil }
            let names = ["parent", "target", "stop"]
            return [.table(zip(names, trades).map { (key: $0, value: .object($1)) })]
        }
    }

    /// The keys of entry, target and stop; none without a key.
    private static func keys(_ key: String?) throws(LuaRaise) -> [String] {
        guard let key else { return [] }
        guard key.utf8.count <= OrderReference.longestKey - 2 else {
            throw LuaRaise(
                code: .name(Obstacle.Code.invalidKey.rawValue),
                message: "bracket: key: at most \(OrderReference.longestKey - 2) characters are possible",
                remedy: "target and stop bear it with -t and -s behind"
            )
        }
        return [key, key + "-t", key + "-s"]
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
