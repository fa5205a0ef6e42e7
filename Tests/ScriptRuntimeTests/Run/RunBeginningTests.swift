import RuntimeTesting
import ScriptHost
import ScriptRuntime
import TWSSession
import Testing

@Suite("The beginning of a run")
struct RunBeginningTests {
    @Test("it connects, and the scripts begin when the connection is ready")
    func begins() {
        let bench = RunBench(["alpha", "beta"])
        bench.coordinator.take(.begin)
        #expect(bench.done() == ["connect 7497"])
        bench.peer.ready(accounts: ["DU7"])
        #expect(bench.done() == ["alpha started DU7", "beta started DU7"])
        #expect(bench.exitCode == nil)
    }

    @Test(
        "an account that may not be traded: exit 4, and no script begins",
        arguments: [
            ([], nil, "the login has no account"),
            (["DU1", "DU2"], nil, "the login has several accounts (DU1, DU2); choose one with --account"),
            (["DU1"], "DU9", "account DU9 is not one of this login: DU1"),
            (["U1"], nil, "account U1 is a live account: --paper trades paper accounts only, their ids begin with D"),
            (
                ["DU1", "U2"], "U2",
                "account U2 is a live account: --paper trades paper accounts only, their ids begin with D"
            ),
        ] as [([String], String?, String)]
    )
    func refusedAccount(accounts: [String], wanted: String?, reason: String) {
        let bench = RunBench(account: wanted)
        bench.coordinator.take(.begin)
        bench.peer.ready(accounts: accounts)
        #expect(bench.done() == ["connect 7497", "flush", "close", "show ibscript: \(reason)"])
        bench.confirmClose()
        #expect(bench.done() == ["exit 4"])
        #expect(bench.script.events.isEmpty)
    }

    @Test("of several accounts the one that was asked for is traded")
    func chosenAccount() {
        let bench = RunBench(account: "DU2")
        bench.coordinator.take(.begin)
        bench.peer.ready(accounts: ["DU1", "DU2"])
        #expect(bench.done() == ["connect 7497", "alpha started DU2"])
    }

    @Test("ports are tried in turn while they are refused; the first one's error ends the run with 5, at once")
    func refusedPorts() {
        let bench = RunBench(ports: [7497, 4002])
        bench.coordinator.take(.begin)
        bench.peer.fail(.refused, "nothing listens at 7497")
        #expect(bench.done() == ["connect 7497", "connect 4002"])
        bench.peer.fail(.refused, "nothing listens at 4002")
        #expect(bench.done() == ["show ibscript: nothing listens at 7497", "exit 5"])
        #expect(bench.clock.timerCount == 0)
    }

    @Test("a peer that answers wrongly is not left for another port")
    func wrongPeer() {
        let bench = RunBench(ports: [7497, 4002])
        bench.coordinator.take(.begin)
        bench.peer.fail(.timedOut, "no answer within 5 s")
        #expect(bench.done() == ["connect 7497", "show ibscript: no answer within 5 s", "exit 5"])
    }

    @Test("what an earlier connection still says is dropped")
    func earlierConnection() {
        let bench = RunBench(ports: [7497, 4002])
        bench.coordinator.take(.begin)
        bench.peer.fail(.refused, "nothing listens at 7497")
        bench.links.links[0].ready(accounts: ["DU1"])
        bench.links.links[0].note("late")
        #expect(bench.done() == ["connect 7497", "connect 4002"])
        bench.peer.ready(accounts: ["DU1"])
        #expect(bench.done() == ["alpha started DU1"])
    }

    @Test(
        "a stop before the scripts have begun ends the run",
        arguments: [
            (StopRequest.interrupted, "interrupted before the scripts began", 130),
            (.timeLimit, "not connected within the time limit", 5),
        ] as [(StopRequest, String, Int32)]
    )
    func stoppedEarly(request: StopRequest, line: String, code: Int32) {
        let bench = RunBench()
        bench.coordinator.take(.begin)
        bench.coordinator.take(.stop(request))
        #expect(bench.done() == ["connect 7497", "flush", "close", "show ibscript: \(line)"])
        // What was on its way no longer counts.
        bench.peer.ready()
        bench.confirmClose()
        #expect(bench.done() == ["exit \(code)"])
        #expect(bench.script.events.isEmpty)
    }

    @Test("a connection that does not close is left after 2 s")
    func closeHangs() {
        let bench = RunBench()
        bench.begin()
        bench.act { $0.end(RunEnd(.finished)) }
        #expect(bench.done() == ["flush", "close", "show summary: 0.0 s, no orders", "show ended: finished"])
        bench.clock.advance(1.9)
        #expect(bench.exitCode == nil)
        bench.clock.advance(0.2)
        #expect(bench.done() == ["exit 0"])
    }
}
