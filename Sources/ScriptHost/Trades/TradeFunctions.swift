internal import LuaBridge

/// `cancel` and `cancel_all`.
enum TradeFunctions {
    static let entries: [HostEntry] = [
        HostEntry("cancel") { session, frame in
            guard let trade = frame.object(1, as: Trade.self) else {
                throw LuaRaise(message: "cancel: a trade is needed", remedy: "pass what place gave")
            }
            try session.book.cancel(trade, line: frame.line)
            return .returned
        },
        HostEntry("cancel_all") { session, frame in
            try session.book.cancelAll(line: frame.line)
            return .returned
        },
    ]
}
