import RuntimeTesting
import ScriptHost
import ScriptRuntime
import TWSSession
import TWSWire
import Testing
import Trading

@Suite("A run's journal")
struct RunJournalTests {
    private let journal = ScriptedJournal()

    private func bench(_ names: [String] = ["alpha"]) -> RunBench {
        let bench = RunBench(names, journal: journal)
        bench.begin()
        return bench
    }

    @Test("the journal is open before a script begins, and says what has begun and ended")
    func beginAndEnd() {
        let bench = RunBench(journal: journal)
        bench.coordinator.origins = [ScriptOrigin(file: "/a/alpha.lua", sha256: "00ff")]
        bench.coordinator.take(.begin)
        bench.peer.ready()
        #expect(bench.done().contains("open journal of DU1"))
        bench.act { $0.end(RunEnd(.finished)) }
        bench.confirmClose()
        #expect(
            journal.records.map(\.event).first
                == .runStarted(JournalRun(mode: "paper", account: "DU1", program: RuntimeFacts.version))
        )
        #expect(
            journal.records.map(\.event).contains(.scriptStarted(name: "alpha", file: "/a/alpha.lua", sha256: "00ff"))
        )
        #expect(
            journal.records.map(\.event).suffix(2) == [
                .scriptEnded(name: "alpha", exitCode: 0), .runEnded(exitCode: 0),
            ]
        )
        #expect(journal.records.allSatisfy { $0.run == "0badcafe" && $0.clientId == 1 })
        #expect(journal.isClosed)
    }

    @Test("a run that was never connected writes nothing and is quiet about it")
    func neverConnected() {
        let bench = RunBench(journal: journal)
        bench.coordinator.take(.begin)
        bench.peer.fail(.refused, "nobody listens")
        _ = bench.done()
        #expect(journal.records.isEmpty)
        #expect(!bench.output.lines.contains { $0.event.text.contains("journal") })
    }

    @Test("a turn is written once, before anything of it is sent")
    func commitBeforeSend() {
        let bench = bench()
        bench.act { script in
            for _ in 1...2 { script.submit(.place([RunFixture.new()])) }
            script.submit(RunFixture.details(nil))
        }
        #expect(
            bench.done().prefix(5) == [
                "commit intent 1, intent 2", "send placeOrder 1", "send placeOrder 2",
                "send reqContractDetails 2000000000", "flush",
            ]
        )
        bench.act { $0.submit(.cancel(orderId: 1)) }
        #expect(bench.done().prefix(3) == ["commit sent 1, sent 2, cancel 1", "send cancelOrder 1", "flush"])
    }

    @Test(
        "what a script wants kept is written with its turn, before anything of it is sent; the latest of a turn counts"
    )
    func memory() {
        journal.memory = ["alpha": ["old": "1"]]
        let bench = RunBench(journal: journal)
        bench.begin()
        guard case .started(let facts)? = bench.script.events.first else { Issue.record("not started"); return }
        #expect(facts.memory == ["old": "1"])
        bench.act { script in
            script.submit(.place([RunFixture.new()]))
            script.remember("n", "1")
            script.remember("n", "2")
            script.remember("old", nil)
        }
        #expect(
            bench.done().prefix(3) == [
                "commit intent 1 keep alpha.n keep alpha.old", "send placeOrder 1", "flush",
            ]
        )
        #expect(journal.memory == ["alpha": ["n": "2"]])
        bench.act { $0.remember("n", "3") }
        #expect(bench.done().filter { $0.hasPrefix("commit") } == ["commit sent 1 keep alpha.n"])
    }

    @Test("what could not be written is written with the next turn that can be")
    func memoryLater() {
        let bench = bench()
        journal.refusal = JournalFailure("the disk is full")
        bench.act { $0.remember("n", "1") }
        _ = bench.done()
        #expect(journal.memory.isEmpty)
        journal.refusal = nil
        bench.act { $0.remember("m", "2") }
        bench.peer.receive(RunFixture.status(1, .submitted))
        bench.act { $0.submit(.cancel(orderId: 1)) }
        bench.act { $0.end(RunEnd(.finished)) }
        _ = bench.done()
        #expect(journal.memory == ["alpha": ["n": "1", "m": "2"]])
    }

    @Test("a message that changes an order is written in its turn; a tick is not")
    func messages() {
        let bench = bench()
        bench.act { $0.submit(.place([RunFixture.new()])) }
        _ = bench.done()
        bench.peer.receive(RunFixture.status(1, .submitted))
        bench.peer.receive(RunFixture.tick(1, 190))
        #expect(bench.done().filter { $0.hasPrefix("commit") } == ["commit sent 1, message 1"])
        #expect(journal.states["ibs.r.0badcafe.1."]?.word == "Submitted")
        #expect(journal.states["ibs.r.0badcafe.1."]?.permId == 5_001)
    }

    @Test("an order that never left is said so; what became of the others is not known")
    func unsent() {
        let bench = bench()
        bench.act { script in for _ in 1...2 { script.submit(.place([RunFixture.new()])) } }
        bench.peer.lose(unsent: [2])
        _ = bench.done()
        #expect(
            journal.records.contains {
                $0.event == .notSent(orderId: 2, reason: "it was withdrawn before it was sent")
            }
        )
        #expect(journal.records.contains { $0.event == .sent(orderId: 1) })
        #expect(journal.states["ibs.r.0badcafe.1."]?.word == "Unknown")
        #expect(journal.states["ibs.r.0badcafe.2."]?.word == "NotSent")
    }

    @Test("what waits for the pacing is said to have left once it has")
    func pacing() throws {
        let clock = ManualClock()
        var configuration = ClientSession.Configuration()
        configuration.maximumRate = 3
        let peer = MemoryPeer(clock, configuration)
        let trace = RunTrace()
        let run = RunCoordinator(
            RunCoordinator.Configuration(
                mode: .paper,
                clientId: 1,
                supervision: ConnectionSupervisor.Configuration(endpoints: [Endpoint(host: "memory", port: 1)]),
                startsFresh: true
            ),
            links: peer,
            clock: clock,
            output: RecordingOutput(trace),
            journal: journal
        )
        var script: FakeScript?
        let gate = RiskGate(permissions: nil, headerReplacesDefaults: true, defaults: .open)
        run.add(ScriptSeat(name: "alpha", gate: gate, run: "0badcafe", onStop: .leave)) { desk in
            let made = FakeScript("alpha", desk, trace)
            script = made
            return made
        }
        let alpha = try #require(script)
        alpha.next { script in for _ in 1...4 { script.submit(.place([RunFixture.new()])) } }
        run.take(.begin)
        clock.settle()
        func left() -> Set<Int> {
            run.take(.note("a later turn"))
            alpha.next { $0.submit(RunFixture.details(nil)) }
            run.take(.timer(.script(ScriptID(0), ScriptTimer(rawValue: 9))))
            alpha.next { $0.submit(.place([RunFixture.new(.buy, 10_001)])) }
            run.take(.timer(.script(ScriptID(0), ScriptTimer(rawValue: 9))))
            clock.settle()
            return Set(journal.records.compactMap { if case .sent(let orderId) = $0.event { orderId } else { nil } })
        }
        let early = left()
        #expect(early == Set(peer.received.orders) && early.count < 4)
        clock.advance(3)
        #expect(left() == [1, 2, 3, 4])
        #expect(peer.received.orders == [1, 2, 3, 4])
    }

    // MARK: A journal that cannot be written

    @Test("a turn that cannot be written sends no order; cancels and requests leave, entries halt, and it is said once")
    func failure() {
        let bench = bench()
        bench.act { $0.submit(.place([RunFixture.new()])) }
        bench.peer.receive(RunFixture.status(1, .submitted))
        _ = bench.done()
        journal.refusal = JournalFailure("the disk is full")
        bench.act { script in
            script.submit(.place([RunFixture.new()]))
            script.submit(.cancel(orderId: 1))
            script.submit(RunFixture.details(7))
        }
        let done = bench.done()
        #expect(
            done.filter { $0.hasPrefix("send") || $0 == "flush" } == [
                "send cancelOrder 1", "send reqContractDetails 2000000000", "flush",
            ]
        )
        #expect(done.contains("alpha order 2 [notice status done]"))
        #expect(done.count { $0.contains("no order enters any more: the disk is full") } == 1)
        #expect(done.contains { $0.contains("order 2: JOURNAL_FAILED: it is not in the journal: the disk is full") })
        bench.act { $0.submit(.place([RunFixture.new()])) }
        guard case .denied(let denial)? = bench.script.verdicts.last else {
            Issue.record("an order has entered")
            return
        }
        #expect(denial.code == .halted)
        #expect(!bench.done().contains { $0.hasPrefix("send") || $0.contains("no order enters any more") })
    }

    @Test("what could not be written is written when it can be, in its order; trading stays halted")
    func recovery() {
        let bench = bench()
        bench.act { $0.submit(.place([RunFixture.new()])) }
        _ = bench.done()
        journal.refusal = JournalFailure("the disk is full")
        bench.peer.receive(RunFixture.status(1, .submitted))
        bench.act { $0.submit(.place([RunFixture.new()])) }
        _ = bench.done()
        journal.refusal = nil
        bench.peer.receive(RunFixture.status(1, .filled, filled: 100, remaining: 0))
        #expect(bench.done().contains { $0.hasPrefix("commit sent 1, message 1") })
        let about1 = journal.records.filter { $0.subjects.first?.orderId == 1 }
        #expect([about1].map(\.traceText) == ["intent 1, sent 1, message 1, message 1"])
        #expect(journal.states["ibs.r.0badcafe.1."]?.word == "Filled")
        bench.act { $0.submit(.place([RunFixture.new()])) }
        #expect(!bench.done().contains { $0.hasPrefix("send") })
    }

    @Test("a journal that cannot be opened lets no order in; the script runs, and sees why")
    func notOpened() {
        journal.refusal = JournalFailure("it is read-only")
        let bench = RunBench(journal: journal)
        bench.coordinator.take(.begin)
        bench.peer.ready()
        #expect(bench.done().contains { $0.contains("no order enters any more: it is read-only") })
        bench.act { $0.submit(.place([RunFixture.new()])) }
        #expect(!bench.done().contains { $0.hasPrefix("send") })
    }
}

extension [ClientMessage] {
    /// The ids of the orders that were placed.
    fileprivate var orders: [Int] {
        compactMap { if case .placeOrder(let place) = $0 { place.orderId } else { nil } }
    }
}
