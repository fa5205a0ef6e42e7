internal import LuaBridge

/// `cancel` and `cancel_all`.
enum TradeFunctions {
    static let entries: [HostEntry] = [
        HostEntry("cancel") { session, frame in
            guard let trade = frame.object(1, as: Trade.self) else {
                throw LuaRaise(message: "cancel: a trade is needed", remedy: "pass what place gave")
            }
            session.desk.cancel(trade)
            return .returned
        },
        HostEntry("cancel_all") { session, _ in
            for trade in session.desk.working { session.desk.cancel(trade) }
            return .returned
        },
    ]
}
