import RandomTesting
import TWSWire
import Testing

@testable import Trading

@Suite("Keys over crashes")
struct KeyModelTests {
    private static let keys = ["a", "b", "c", "d", "e"]

    /// How a step ends.
    private enum Crash: Error { case now }

    /// A run that places one order a key, and is killed after so many steps: each of journal, bytes, record of the bytes, and
    /// message of TWS is one.
    private struct Run {
        var desk: TradingDesk
        let script: ScriptID
        var now: RunInstant
        var steps: Int

        init(_ history: JournalHistory, at now: RunInstant, steps: Int) {
            let configuration = TradingDesk.Configuration(clientId: DeskFixture.clientId, keepsJournal: true)
            desk = TradingDesk(configuration: configuration, history: history)
            let gate = RiskGate(permissions: nil, headerReplacesDefaults: true, defaults: .open)
            script = desk.add(ScriptSeat(name: PastFixture.name, gate: gate, run: "00000000", onStop: .leave))
            self.now = now
            self.steps = steps
        }

        private mutating func step() throws(Crash) {
            steps -= 1
            if steps < 0 { throw .now }
        }

        private mutating func perform(
            _ actions: [DeskAction],
            _ tws: inout ModelTWS,
            _ journal: inout ModelJournal
        ) throws(Crash) {
            for action in actions {
                switch action {
                case .journal(let record):
                    try step()
                    journal.write(record)
                case .send(let message):
                    try step()
                    tws.receive(message)
                    guard case .placeOrder(let place) = message else { continue }
                    try step()
                    journal.sent(place.orderId)
                default: break
                }
            }
        }

        mutating func go(_ tws: inout ModelTWS, _ journal: inout ModelJournal) throws(Crash) {
            let connection = TradingDesk.Connection(
                account: "DU1",
                accounts: ["DU1"],
                serverVersion: 226,
                nextValidId: tws.nextValidId()
            )
            try perform(desk.connected(connection, at: now), &tws, &journal)
            for key in KeyModelTests.keys {
                let place = DeskFixture.place { $0.key = key }
                waiting: for _ in 0..<200 {
                    let (verdict, actions) = desk.submit(place, of: script, at: now)
                    try perform(actions, &tws, &journal)
                    switch verdict {
                    case .placed, .known: break waiting
                    case .needs: try wait(&tws, &journal)
                    default:
                        Issue.record("\(verdict.words)")
                        return
                    }
                }
                // Sometimes the next order leaves before TWS has said a word of this one.
                if steps % 2 == 0 { try drain(&tws, &journal) }
            }
            try drain(&tws, &journal)
        }

        private mutating func drain(_ tws: inout ModelTWS, _ journal: inout ModelJournal) throws(Crash) {
            while let message = tws.take() {
                try step()
                let actions = desk.receive(message, at: now).actions
                try perform(actions, &tws, &journal)
            }
        }

        private mutating func wait(_ tws: inout ModelTWS, _ journal: inout ModelJournal) throws(Crash) {
            guard tws.pending.isEmpty else { return try drain(&tws, &journal) }
            now = now.adding(1)
            try perform(desk.wake(at: now), &tws, &journal)
        }
    }

    @Test("Killed after any step, up to four times, and run again: exactly one order a key", arguments: 0..<10)
    func crashes(block: Int) {
        var random = SplitMix(seed: UInt64(block) &+ 1)
        var killed = 0
        for number in 0..<100 {
            let seed = block * 100 + number
            var tws = ModelTWS(seed: UInt64(seed))
            var journal = ModelJournal()
            var now = RunInstant(seconds: 1_000)
            for crash in 0...4 {
                let steps = crash == 4 ? Int.max : random.number(0...90)
                var run = Run(journal.history, at: now, steps: steps)
                do throws(Crash) {
                    try run.go(&tws, &journal)
                } catch {
                    killed += 1
                }
                tws.disconnected()
                now = run.now.adding(100)
            }
            let counts = Self.keys.map { tws.count(PastFixture.reference($0)) }
            #expect(counts == [1, 1, 1, 1, 1], "seed \(seed)")
        }
        #expect(killed > 100)
    }

    @Test("The same with a journal that is lost at the last crash: what TWS tells is enough", arguments: 0..<4)
    func withoutJournal(block: Int) {
        var random = SplitMix(seed: UInt64(block) &+ 50)
        for number in 0..<100 {
            let seed = 5_000 + block * 100 + number
            var tws = ModelTWS(seed: UInt64(seed))
            var journal = ModelJournal()
            var run = Run(journal.history, at: RunInstant(seconds: 1_000), steps: random.number(0...90))
            do throws(Crash) { try run.go(&tws, &journal) } catch {}
            tws.disconnected()
            var lost = ModelJournal()
            var next = Run(lost.history, at: RunInstant(seconds: 2_000), steps: .max)
            do throws(Crash) { try next.go(&tws, &lost) } catch {}
            let counts = Self.keys.map { tws.count(PastFixture.reference($0)) }
            #expect(counts == [1, 1, 1, 1, 1], "seed \(seed)")
        }
    }
}
