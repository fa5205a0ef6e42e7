internal import ScriptHost
internal import TWSWire
internal import Trading

/// A script with one handler of ticks.
final class TickPath {
    /// Its way to a desk that places every order.
    private final class Desk: DeskAccess {
        private(set) var path: OrderPath

        init() throws { path = try OrderPath() }

        func submit(_ intent: Intent, line: Int?) -> Verdict { path.submit(intent) }
    }

    private let desk: Desk
    private let session: ScriptSession
    private let now = RunInstant(seconds: 1_767_625_200)

    /// - Parameters:
    ///   - handler: The arguments of `on` behind the message's name; it may use `sum` and the contract `aapl`.
    ///   - message: The message's name.
    init(_ handler: String, of message: String = "tickPrice") throws {
        desk = try Desk()
        session = try ScriptSession(
            source: "sum = 0 aapl = contract('AAPL', 'STK', 'SMART', '', 'USD') on('\(message)', \(handler))",
            file: "benchmark.lua",
            configuration: ScriptConfiguration(mode: .simulator, run: "0badcafe"),
            access: desk,
            elapsed: { 0 }
        )
        let facts = SessionFacts(account: "DU1234567", accounts: ["DU1234567"], serverVersion: 176, clientId: 1)
        _ = session.handle(.started(facts), at: now)
    }

    /// A price.
    static let price: ServerMessage = {
        var tick = ServerMessage.TickPrice()
        (tick.reqId, tick.tickType, tick.price, tick.size) = (1, 4, 190.25, 100)
        return .tickPrice(tick)
    }()

    /// A trade, tick by tick.
    static let trade: ServerMessage = {
        var tick = ServerMessage.TickByTick()
        (tick.reqId, tick.tickType, tick.time, tick.price, tick.size) = (1, 2, 1_767_625_200, 190.25, 100)
        tick.exchange = "NASDAQ"
        return .tickByTick(tick)
    }()

    /// Brings messages; gives how many bytes of orders they became.
    func run(_ message: ServerMessage = price, count: Int) throws -> Int {
        for _ in 1...count {
            _ = session.handle(.message(message), at: now)
            if session.isEnded { throw UsageError(description: "the script has ended") }
        }
        return desk.path.bytes
    }
}
