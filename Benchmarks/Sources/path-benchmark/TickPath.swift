internal import ScriptHost
internal import TWSWire
internal import Trading

/// A script with one handler of ticks.
final class TickPath {
    /// Its way to a desk, which it does not use.
    private final class NoDesk: DeskAccess {
        func submit(_ intent: Intent, line: Int?) -> Verdict {
            .impossible(Obstacle(.notConnected, "there is no desk"))
        }
    }

    private let desk = NoDesk()
    private let session: ScriptSession
    private let now = RunInstant(seconds: 1_767_625_200)

    /// - Parameter handler: The arguments of `on` behind the message's name; it adds prices to `sum`.
    init(_ handler: String) throws {
        session = try ScriptSession(
            source: "sum = 0 on('tickPrice', \(handler))",
            file: "benchmark.lua",
            configuration: ScriptConfiguration(mode: .simulator, run: "0badcafe"),
            access: desk,
            elapsed: { 0 }
        )
        let facts = SessionFacts(account: "DU1234567", accounts: ["DU1234567"], serverVersion: 176, clientId: 1)
        _ = session.handle(.started(facts), at: now)
    }

    /// Brings ticks; gives how many the script has taken.
    func run(count: Int) throws -> Int {
        var tick = ServerMessage.TickPrice()
        (tick.reqId, tick.tickType, tick.price, tick.size) = (1, 4, 190.25, 100)
        for _ in 1...count {
            _ = session.handle(.message(.tickPrice(tick)), at: now)
            if session.isEnded { throw UsageError(description: "the script has ended") }
        }
        return count
    }
}
