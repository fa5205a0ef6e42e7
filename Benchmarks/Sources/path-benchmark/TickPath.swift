internal import ScriptHost
internal import TWSWire
internal import Trading

/// A script that ticks reach.
final class TickPath {
    /// Its way to a desk that places every order.
    private final class Desk: DeskAccess {
        private(set) var path: OrderPath
        /// The id of the last request.
        private(set) var requestId: Int?

        init(pause: Double) throws { path = try OrderPath(pause: pause) }

        func submit(_ intent: Intent, line: Int?) -> Verdict {
            let verdict = path.submit(intent)
            if case .requested(let id?) = verdict { requestId = id }
            return verdict
        }
    }

    private let desk: Desk
    private let session: ScriptSession
    private let now = RunInstant(seconds: 1_767_625_200)

    /// - Parameters:
    ///   - handler: The arguments of `on` behind the message's name; it may use `sum` and the contract `aapl`.
    ///   - message: The message's name.
    ///   - pause: The seconds from one intent to the next.
    convenience init(_ handler: String, of message: String = "tickPrice", pause: Double = 0.001) throws {
        try self.init(script: "sum = 0 on('\(message)', \(handler))", pause: pause)
    }

    /// - Parameters:
    ///   - script: What it begins with; it may use the contract `aapl`.
    ///   - pause: The seconds from one intent to the next.
    init(script: String, pause: Double = 0.001) throws {
        desk = try Desk(pause: pause)
        session = try ScriptSession(
            source: "aapl = contract('AAPL', 'STK', 'SMART', '', 'USD') " + script,
            file: "benchmark.lua",
            configuration: ScriptConfiguration(mode: .simulator, run: "0badcafe"),
            access: desk,
            elapsed: { 0 }
        )
        let facts = SessionFacts(account: "DU1234567", accounts: ["DU1234567"], serverVersion: 176, clientId: 1)
        _ = session.handle(.started(facts), at: now)
    }

    /// A price for the script's last request, of the kind: 1 bid, 2 ask, 4 last.
    func price(_ kind: Int = 4) -> ServerMessage {
        var tick = ServerMessage.TickPrice()
        (tick.reqId, tick.tickType, tick.price, tick.size) = (desk.requestId ?? 1, kind, 190.25, 100)
        return .tickPrice(tick)
    }

    /// A trade, tick by tick.
    static let trade: ServerMessage = {
        var tick = ServerMessage.TickByTick()
        (tick.reqId, tick.tickType, tick.time, tick.price, tick.size) = (1, 2, 1_767_625_200, 190.25, 100)
        tick.exchange = "NASDAQ"
        return .tickByTick(tick)
    }()

    /// Brings the same message often, a last price by default; gives how many bytes of orders the messages became.
    func run(_ message: ServerMessage? = nil, count: Int) throws -> Int {
        let message = message ?? price()
        for _ in 1...count {
            _ = session.handle(.message(message), at: now)
            if session.isEnded { throw UsageError(description: "the script has ended") }
        }
        return desk.path.bytes
    }
}
