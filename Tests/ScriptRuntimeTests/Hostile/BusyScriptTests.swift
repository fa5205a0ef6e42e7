import RuntimeTesting
import ScriptHost
import ScriptRuntime
import TWSWire
import Testing
import Trading

@Suite("A script that keeps itself busy")
struct BusyScriptTests {
    /// A run that is ready and has had its first turn.
    private func run(
        _ source: String,
        machineStep: UInt64 = 0
    ) throws -> (run: LuaRun, peer: ScriptedLink, output: RecordingOutput) {
        let trace = RunTrace()
        let (links, output, clock) = (ScriptedLinks(trace), RecordingOutput(trace), ManualClock())
        let run = try LuaRun(source, links, clock, output, machineStep: machineStep)
        let peer = try #require(links.latest)
        peer.ready()
        clock.turn()
        return (run, peer, output)
    }

    private static let loop = "local function f() spawn(f) end f()"

    @Test("lets messages through between its turns")
    func messages() throws {
        let (run, peer, output) = try run(#"on("currentTime", function(m) print(m.time) end) "# + Self.loop)
        for number in 1...3 {
            #expect(run.clock.turn(), "it has asked for another turn")
            peer.receive(RunFixture.time(number))
        }
        for _ in 1...3 { run.clock.turn() }
        #expect(output.shown("print") == ["1", "2", "3"])
        #expect(run.exitCode == nil && run.coordinator.isComputing)
    }

    @Test(
        "is ended by --for and by a signal in the turn in which they come",
        arguments: [
            (StopRequest.timeLimit, 0), (.interrupted, 130),
        ] as [(StopRequest, Int32)]
    )
    func stops(request: StopRequest, code: Int32) throws {
        let (run, peer, output) = try run(Self.loop)
        for _ in 1...50 { run.clock.turn() }
        run.coordinator.take(.stop(request))
        #expect(run.clock.settle(atMost: 5))
        peer.end(nil)
        #expect(run.exitCode == code)
        #expect(output.last == (code == 0 ? "ended: time limit" : "ended: interrupted"))
    }

    @Test("a turn takes 10 ms at most: a thousand jobs are spread over turns")
    func turns() throws {
        // The session looks at the clock every 16 jobs. Each look costs 4 ms here, so the third one ends a turn: 48 jobs
        // of 1,000 a turn, which takes 21 turns. The first turn runs the script's own text.
        let (run, peer, output) = try run(
            """
            local done = 0
            for i = 1, 1000 do spawn(function() done = done + 1 end) end
            on("currentTime", function() print(done) end)
            """,
            machineStep: 4_000_000
        )
        peer.receive(RunFixture.time(1))
        var turns = 1
        while run.clock.turn() { turns += 1 }
        #expect((21...24).contains(turns), "\(turns)")
        // The message's own job waited for those before it, and no longer.
        #expect(output.shown("print") == ["1000"])
    }

    @Test("is ended after 5 s of the machine's clock: exit 3")
    func budget() throws {
        let (run, peer, output) = try run(Self.loop)
        run.passMachineTime(4.9)
        for _ in 1...20 { run.clock.turn() }
        #expect(run.exitCode == nil && run.coordinator.isComputing)
        run.passMachineTime(0.2)
        run.clock.settle(atMost: 5)
        peer.end(nil)
        #expect(run.exitCode == 3)
        #expect(
            output.last == "ended: budget: the script was busy for 5 s without waiting; "
                + "put sleep(seconds) or wait(event) into the loop that goes on"
        )
    }

    @Test("a handler of stop that never comes to rest is cut off after 5 s, and the run ends as it was to")
    func stopHandler() throws {
        let (run, peer, output) = try run(
            #"on("stop", function() local function f() spawn(f) end f() end) stop("done")"#
        )
        for _ in 1...50 { run.clock.turn() }
        #expect(run.exitCode == nil && run.coordinator.isComputing)
        run.passMachineTime(5.1)
        run.clock.settle(atMost: 5)
        peer.end(nil)
        #expect(run.exitCode == 0)
        #expect(output.shown("log").contains("the script was busy for 5 s without waiting"))
        #expect(output.last == "ended: stopped: done")
    }

    @Test("a signal ends a handler of stop that never comes to rest")
    func stopHandlerInterrupted() throws {
        let (run, peer, output) = try run(
            #"on("stop", function() local function f() spawn(f) end f() end) stop("done")"#
        )
        for _ in 1...50 { run.clock.turn() }
        run.coordinator.take(.stop(.interrupted))
        #expect(run.clock.settle(atMost: 5))
        peer.end(nil)
        #expect(run.exitCode == 130)
        #expect(output.last == "ended: interrupted")
    }

    @Test("a long computation is one slice a turn, and a signal ends it between two")
    func computation() throws {
        let (run, peer, output) = try run("while true do end")
        for _ in 1...10 { #expect(run.clock.turn()) }
        run.coordinator.take(.stop(.interrupted))
        #expect(run.clock.settle(atMost: 5))
        peer.end(nil)
        #expect(run.exitCode == 130)
        #expect(output.last == "ended: interrupted")
    }
}
