internal import LuaBridge
internal import TWSWire
internal import Trading

/// `cancel`, `cancel_all` and `orders`.
enum TradeFunctions {
    static let entries: [HostEntry] = [
        HostEntry("cancel") { session, frame in
            guard let trade = frame.object(1, as: Trade.self) else {
                throw LuaRaise(message: "cancel: expected a trade", remedy: "pass what place gave")
            }
            try session.book.cancel(trade, line: frame.line)
            return .returned
        },
        HostEntry("cancel_all") { session, frame in
            let (ofAccount, line) = (try isOfAccount(frame, "cancel_all"), frame.line)
            return try session.held.call("cancel_all", canWait: frame.canWait) { () throws(LuaRaise) in
                try session.book.cancelAll(ofAccount: ofAccount, line: line) ? [] : nil
            }
        },
        HostEntry("orders") { session, frame in
            let (ofAccount, line) = (try isOfAccount(frame, "orders"), frame.line)
            return try session.held.call("orders", canWait: frame.canWait) { () throws(LuaRaise) in
                guard let trades = try session.book.orders(ofAccount: ofAccount, line: line) else { return nil }
                return [.array(trades.map(LuaValue.object))]
            }
        },
    ]

    /// Reads `{account=true}`.
    private static func isOfAccount(_ frame: borrowing LuaFrame, _ function: String) throws -> Bool {
        guard !frame.isNil(1) else { return false }
        guard case .table = try frame.value(1) else {
            throw LuaRaise(message: "\(function): expected a table", remedy: "\(function){account = true}")
        }
        var isOfAccount = false
        for (name, value) in try frame.entries(1) {
            guard name == "account" else { throw Members.unknown(name, of: function, among: ["account"]) }
            guard case .bool(let flag) = value else {
                throw LuaRaise(message: "\(function): account: expected true or false")
            }
            isOfAccount = flag
        }
        return isOfAccount
    }
}
