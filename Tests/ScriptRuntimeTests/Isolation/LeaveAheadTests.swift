import RuntimeTesting
import ScriptHost
import ScriptRuntime
import TWSSession
import TWSWire
import Testing
import Trading

/// Orders of a script in a process of its own that leave while the script is still at work on its event.
@Suite("An order that leaves ahead")
struct LeaveAheadTests {
    private func bench(_ journal: ScriptedJournal? = ScriptedJournal()) -> RunBench {
        let bench = RunBench(["alpha", "beta"], journal: journal)
        bench.begin()
        return bench
    }

    /// Places an order and lets it leave.
    private func place(_ script: FakeScript) {
        script.submit(.place([RunFixture.new()]))
        script.leaveAhead()
    }

    @Test("is written, sent and flushed before the script goes on, and once")
    func atOnce() {
        let bench = bench()
        bench.act { script in
            place(script)
            bench.trace.note("at work")
        }
        let done = bench.done()
        #expect(Array(done.prefix(4)) == ["commit intent 1", "send placeOrder 1", "flush", "at work"], "\(done)")
        #expect(done.count { $0.contains("placeOrder") } == 1)
        #expect(done.contains { $0.hasPrefix("show alpha: order 1") }, "\(done)")
    }

    @Test("leaves the records of the run as they are without, one by one", arguments: [false, true])
    func records(ofTwo: Bool) {
        func run(ahead: Bool) -> (records: String, sent: [ClientMessage]) {
            let journal = ScriptedJournal()
            let bench = bench(journal)
            for _ in 0..<3 {
                bench.act(0) { script in
                    for _ in 0..<(ofTwo ? 2 : 1) {
                        script.submit(.place([RunFixture.new()]))
                        if ahead { script.leaveAhead() }
                    }
                    script.say("done")
                }
                bench.act(1) { $0.submit(.place([RunFixture.new(.sell)])) }
            }
            _ = bench.done()
            return (journal.records.traceText, bench.peer.sent)
        }
        let (plain, ahead) = (run(ahead: false), run(ahead: true))
        #expect(ahead.records == plain.records)
        #expect(ahead.sent == plain.sent)
        #expect(ahead.records.contains("sent"))
    }

    @Test("waits for what was asked before it and has not left")
    func behind() {
        let bench = bench()
        bench.act { script in
            script.submit(.place([RunFixture.new()]))
            place(script)
            bench.trace.note("at work")
        }
        let done = bench.done()
        #expect(done.first == "at work", "\(done)")
        #expect(done.filter { $0.hasPrefix("send") } == ["send placeOrder 1", "send placeOrder 2"])
    }

    @Test("does not leave if it cannot be written; the script hears it once its event is over")
    func unwritten() {
        let journal = ScriptedJournal()
        let bench = bench(journal)
        journal.refusal = JournalFailure("disk full")
        bench.act { script in
            place(script)
            bench.trace.note("at work")
            script.say("last")
        }
        let done = bench.done()
        #expect(!done.contains { $0.hasPrefix("send") }, "\(done)")
        #expect(done.prefix { $0 != "at work" }.allSatisfy { !$0.hasPrefix("alpha order") }, "\(done)")
        #expect(done.drop { $0 != "at work" }.contains { $0.hasPrefix("alpha order") }, "\(done)")
        #expect(done.contains { $0.contains("NotSent") }, "\(done)")
    }

    @Test("that could not leave is told when the script is back, if it went away meanwhile")
    func unwrittenAndAway() {
        let journal = ScriptedJournal()
        let bench = bench(journal)
        journal.refusal = JournalFailure("disk full")
        bench.act { script in
            place(script)
            script.goAway()
        }
        #expect(!bench.done().contains { $0.hasPrefix("alpha") })
        bench.peer.receive(RunFixture.time(1))
        #expect(!bench.done().contains { $0.hasPrefix("alpha") })
        bench.script.comeBack()
        let heard = bench.done().filter { $0.hasPrefix("alpha") }
        #expect(heard.count == 2 && heard.first?.hasPrefix("alpha order") == true, "\(heard)")
    }

    @Test("has left when the script's process dies before its event is over; nothing leaves again")
    func death() {
        let journal = ScriptedJournal()
        let bench = bench(journal)
        bench.act { $0.goAway() }
        _ = bench.done()
        place(bench.script)
        #expect(bench.done() == ["commit intent 1", "send placeOrder 1", "flush"])
        bench.script.end(RunEnd(.budget, message: "gone"))
        bench.script.comeBack()
        let done = bench.done()
        #expect(!done.contains { $0.hasPrefix("send placeOrder") || $0.contains("NotSent") }, "\(done)")
        #expect(journal.records.count { "\($0.event)".hasPrefix("intent") } == 1)
        #expect(!journal.records.contains { "\($0.event)".hasPrefix("notSent") })
    }

    @Test("is one of the connection by which it left, if that ends before the script is back")
    func lost() {
        let bench = RunBench { $0.reconnects = true }
        bench.begin()
        bench.act { $0.goAway() }
        place(bench.script)
        bench.peer.lose()
        bench.script.comeBack()
        let done = bench.done()
        #expect(done.count { $0 == "send placeOrder 1" } == 1)
        #expect(!done.contains { $0.contains("NotSent") }, "\(done)")
    }
}
