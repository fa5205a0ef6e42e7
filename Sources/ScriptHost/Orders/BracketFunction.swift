internal import LuaBridge
internal import Trading

/// `bracket(c, {action, quantity, limit, entry_stop, target, stop or trail, tif, key})`: an entry with exits.
///
/// The entry is a market order without `limit` and `entry_stop`. TWS holds target and stop until the entry has filled,
/// and joins them in a group in which one cancels the other.
enum BracketFunction {
    static func call(_ session: ScriptSession, _ frame: borrowing LuaFrame) throws -> HostResult {
        let contract = try frame.value(1)
        let reader = OrderReader(function: "bracket")
        let terms = try BracketTerms(try frame.entries(2))
        let key = try terms.key()
        var orders = try terms.orders.map { order in try reader.new(contract, .table(order), session) }
        if let key {
            orders[0].key = key
            for (place, part) in terms.parts.enumerated() {
                orders[place + 1].key = "\(key)-\(part.rawValue.prefix(1))"
            }
        }
        let (placed, line) = (orders, frame.line)
        return try session.held.call("bracket", canWait: frame.canWait) { () throws(LuaRaise) in
            guard let trades = try session.book.place(placed, function: "bracket", line: line) else { return nil }
            let bracket = Bracket(trades, terms.parts, key: key, line: line, book: session.book)
            session.book.add(bracket)
            return [.object(bracket)]
        }
    }
}
