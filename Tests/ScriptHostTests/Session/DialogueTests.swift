import Foundation
import LuaBridge
import ScriptHost
import TWSWire
import Testing

/// A person at the keyboard: what would end a run ends the line or the handler that is to blame.
@Suite("A session with a person")
struct DialogueTests {
    private func bench() throws -> ScriptBench { try ScriptBench("", turnsByHand: true, isDialogue: true) }

    /// Gives the script its turns until it wants none.
    private func settle(_ bench: ScriptBench, _ turns: Int = 10_000) {
        for _ in 1...turns where bench.wantsTurn { bench.send(.continueSlice) }
        #expect(!bench.wantsTurn)
    }

    private func type(_ text: String, into bench: ScriptBench) {
        bench.send(.typed(.text(text)))
        settle(bench)
    }

    /// The notes since the beginning.
    private func notes(_ bench: ScriptBench) -> [String] { bench.logs }

    @Test(
        "an endless line is ended, whatever it hides in, and the next one runs",
        arguments: [
            "while true do end", "pcall(function() while true do end end)",
            "table.sort({ 1, 2, 3 }, function() while true do end end)",
            "('x'):gsub('x', function() while true do pcall(string.rep, 'x', 100) end end)",
            "('x'):rep(200000):match(('.-'):rep(30) .. 'y')",
            "coroutine.wrap(function() while true do end end)()",
            "sleep(1) while true do end",
        ]
    )
    func line(text: String) throws {
        let bench = try bench()
        type(text, into: bench)
        bench.advance(2)
        settle(bench)
        #expect(notes(bench).last?.hasPrefix("the line ran for too long without waiting") == true)
        type("print('on')", into: bench)
        #expect(bench.prints == ["on"] && bench.end == nil)
    }

    @Test(
        "an endless handler is ended and switched off, and the others are called",
        arguments: [
            "every(1, function() print('called') while true do end end)",
            "after(1, function() print('called') table.sort({ 1, 2 }, function() while true do end end) end)",
            "t = every(1, function() print('called') while true do end end) period = t.period",
        ]
    )
    func handler(text: String) throws {
        let bench = try bench()
        type("every(1, function() count = (count or 0) + 1 end)", into: bench)
        type(text, into: bench)
        for _ in 1...3 {
            bench.advance(1)
            settle(bench)
        }
        let ended = "the handler ran for too long without waiting, so it was ended and switched off"
        #expect(notes(bench).filter { $0.hasPrefix(ended) }.count == 1)
        type("print(count)", into: bench)
        #expect(bench.prints == ["called", "3"] && bench.end == nil)
    }

    @Test("a handler of messages is switched off, too, wherever it was called from")
    func message() throws {
        let bench = try bench()
        type("on('currentTime', function() while true do end end)", into: bench)
        type("on('currentTime', function() print('heard') end)", into: bench)
        for _ in 1...2 {
            bench.receive(.currentTime(.init()))
            settle(bench)
        }
        #expect(notes(bench).filter { $0.contains("switched off") }.count == 1)
        #expect(bench.prints == ["heard", "heard"] && bench.end == nil)
    }

    @Test("an interruption ends what is paused: the line, or the handler that does not return")
    func interruption() throws {
        let bench = try bench()
        bench.send(.typed(.text("while true do end")))
        bench.send(.typed(.text("print('behind')")))
        #expect(bench.wantsTurn)
        bench.send(.typed(.cancel))
        settle(bench)
        #expect(notes(bench).last == "the line was interrupted")
        type("every(1, function() while true do end end)", into: bench)
        bench.advance(1)
        #expect(bench.wantsTurn)
        bench.send(.typed(.cancel))
        settle(bench)
        #expect(notes(bench).last == "the handler was interrupted and switched off")
        type("print('on')", into: bench)
        bench.advance(5)
        #expect(bench.prints == ["on"] && !bench.wantsTurn && bench.end == nil)
    }

    @Test("an event that is ended from outside takes the lines behind it along")
    func outside() throws {
        let bench = try bench()
        bench.send(.typed(.text("sleep(1) table.sort({ 1, 2 }, function() now() while true do end end)")))
        bench.send(.typed(.text("print('behind')")))
        let (pulse, interrupt) = (bench.session.pulse, bench.session.interrupt)
        Thread.detachNewThread {
            var entry = pulse.entry
            while entry == nil { entry = pulse.entry }
            interrupt.end(entry: entry ?? 0)
        }
        bench.advance(1)
        settle(bench)
        #expect(notes(bench).last == "the line was interrupted")
        type("print('on')", into: bench)
        #expect(bench.prints == ["on"] && bench.end == nil)
    }

    @Test("functions that start each other without end are dropped, in time or by hand")
    func respawning() throws {
        let bench = try bench()
        for isByHand in [false, true] {
            bench.send(.typed(.text("function again() spawn(again) end again()")))
            for _ in 1...100 { bench.send(.continueSlice) }
            #expect(bench.wantsTurn)
            bench.elapsed += isByHand ? 1_000_000_000 : 6_000_000_000
            bench.send(isByHand ? .typed(.cancel) : .continueSlice)
            settle(bench)
            let note = isByHand ? "interrupted: what" : "the script was busy for 5 s without waiting: what"
            #expect(notes(bench).last?.hasPrefix(note) == true)
        }
        type("print('on')", into: bench)
        #expect(bench.prints == ["on"] && bench.end == nil)
    }

    @Test("too little memory ends the line")
    func memory() throws {
        let bench = try bench()
        type("local t = {} for i = 1, 1000 do t[i] = ('x'):rep(1000000) .. i end", into: bench)
        let said = notes(bench).last ?? ""
        #expect(said.contains("not enough memory"), "\(said)")
        type("print('on')", into: bench)
        #expect(bench.prints == ["on"] && bench.end == nil)
    }

    @Test("a stop from outside ends the session all the same")
    func stopped() throws {
        let bench = try bench()
        bench.session.interrupt.stop()
        type("print('on')", into: bench)
        #expect(bench.prints == [] && bench.end?.reason == .interrupted)
    }
}
