internal import LuaBridge
internal import TWSWire
internal import Trading

/// `target_position(c, n[, {limit = …}])`: trades the difference to a position of the account; returns the trade, or
/// nil if there is no difference.
///
/// A working order of an earlier call counts as traded. One that goes too far is cancelled first.
enum TargetFunction {
    /// The keys of its options.
    static let keys = ["limit"]

    static func call(_ session: ScriptSession, _ frame: borrowing LuaFrame) throws -> HostResult {
        let reader = OrderReader(function: "target_position")
        let contract = try session.contract(try frame.value(1), function: reader.function)
        guard let number = frame.number(2), let target = ExactDecimal(number) else {
            throw LuaRaise(
                message: "target_position: expected a position as second argument, got \(frame.typeName(2))",
                remedy: "target_position(c, 100); a short position is below 0"
            )
        }
        var limit = LuaValue.nil
        for (name, value) in try frame.entries(3) {
            guard name == "limit" else { throw Members.unknown(name, of: "target_position: options", among: keys) }
            limit = value
        }
        let (price, line) = (limit, frame.line)
        return try session.held.call("target_position", canWait: frame.canWait) { () throws(LuaRaise) in
            let verdict = session.submit(.holdings(contract), line: line)
            if case .needs = verdict { return nil }
            guard case .holdings(let holdings) = verdict else {
                throw session.raise(verdict, function: reader.function, line: line)
            }
            let held = holdings.first?.account ?? .zero
            let working = session.book.approaching(contract)
            let pending = working.reduce(ExactDecimal.zero) { sum, trade in
                trade.entry.order.action == .buy ? sum + trade.entry.remaining : sum - trade.entry.remaining
            }
            let missing = target - held - pending
            guard missing != .zero else { return [working.last.map(LuaValue.object) ?? .nil] }
            if (missing > .zero) != (pending > .zero), pending != .zero {
                for trade in working { try session.book.cancel(trade, line: line) }
                return nil
            }
            let fields: [(key: String, value: LuaValue)] = [
                ("action", .string((missing > .zero ? OrderAction.buy : .sell).text)),
                ("totalQuantity", LuaValue(missing > .zero ? missing : .zero - missing)),
                ("orderType", price == .nil ? "MKT" : "LMT"), ("lmtPrice", price),
            ]
            let order: Intent.NewOrder
            do {
                order = try reader.new(LuaValue(structure: contract, over: Contract()), .table(fields), session)
            } catch {
                throw error as? LuaRaise ?? LuaRaise(message: "\(error)")
            }
            guard let trades = try session.book.place([order], function: reader.function, line: line) else {
                return nil
            }
            for trade in trades { session.book.approach(contract, by: trade) }
            return trades.map(LuaValue.object)
        }
    }
}
