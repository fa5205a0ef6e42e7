internal import LuaBridge
internal import TWSWire
internal import Trading

/// `oca{t1, t2[, reduce = true]}`: a group in which the fill of one order cancels the others.
///
/// Each part is a trade, or a contract with an order that is placed with the group. With `reduce`, a partial fill
/// reduces the others by its share instead of cancelling them.
enum GroupFunction {
    /// The `ocaType` with which a partial fill cancels the others.
    private static let cancelling = 1
    /// The `ocaType` with which a partial fill reduces the others.
    static let reducing = 2
    private static let remedy = "oca{{c, o1}, {c, o2}}, or oca{t1, t2} with trades"
    private static let most = 20

    private enum Member {
        case trade(Trade)
        /// The index among the orders to be placed.
        case new(Int)
    }

    static func call(_ session: ScriptSession, _ frame: borrowing LuaFrame) throws -> HostResult {
        var type = cancelling
        var members: [Member] = []
        var orders: [Intent.NewOrder] = []
        for (name, value) in try frame.entries(1) {
            if let reduces = try reduces(name, value) {
                type = reduces ? reducing : cancelling
                continue
            }
            switch value {
            case .object(let trade as Trade): members.append(.trade(trade))
            case .array(let pair) where pair.count == 2:
                members.append(.new(orders.count))
                orders.append(try OrderReader(function: "oca").new(pair[0], pair[1], session))
            default: throw noTrade(value)
            }
        }
        try check(count: members.count)
        let group = session.book.nextGroup()
        for place in orders.indices { (orders[place].order.ocaGroup, orders[place].order.ocaType) = (group, type) }
        let (new, wanted, kind, line) = (orders, members, type, frame.line)
        return try session.held.call("oca", canWait: frame.canWait) { () throws(LuaRaise) in
            for case .trade(let trade) in wanted {
                guard try session.book.join(trade, group, kind, line: line) else { return nil }
            }
            var trades: [Trade] = []
            if !new.isEmpty {
                guard let placed = try session.book.place(new, function: "oca", line: line) else { return nil }
                trades = placed
            }
            let result = wanted.map { member -> LuaValue in
                switch member {
                case .trade(let trade): .object(trade)
                case .new(let place): .object(trades[place])
                }
            }
            return [.array(result)]
        }
    }

    /// Returns the value of the option `reduce`; `nil` for an order of the group.
    static func reduces(_ name: String, _ value: LuaValue) throws(LuaRaise) -> Bool? {
        guard name == "reduce" else {
            guard Int(name) != nil else { throw Members.unknown(name, of: "oca", among: ["reduce"]) }
            return nil
        }
        guard case .bool(let flag) = value else { throw LuaRaise(message: "oca: reduce: expected true or false") }
        return flag
    }

    static func noTrade(_ value: LuaValue) -> LuaRaise {
        LuaRaise(message: "oca: expected a trade, got \(value.kind)", remedy: remedy)
    }

    /// Checks the number of orders.
    static func check(count: Int) throws(LuaRaise) {
        guard (2...most).contains(count) else {
            throw LuaRaise(message: "oca: expected 2 to \(most) orders", remedy: remedy)
        }
    }
}
