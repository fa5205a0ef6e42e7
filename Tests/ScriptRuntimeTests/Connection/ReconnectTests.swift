import RuntimeTesting
import ScriptHost
import ScriptRuntime
import TWSSession
import TWSWire
import Testing
import Trading

/// What a run makes of a connection that is lost, or cannot be made; numbers are rows of the fault matrix.
@Suite("Reconnecting")
struct ReconnectTests {
    private func bench(
        _ names: [String] = ["alpha"],
        account: String? = nil,
        giveUpAfter: Duration? = nil,
        waits: Bool = false
    ) -> RunBench {
        RunBench(names, account: account) { supervision in
            (supervision.reconnects, supervision.waits) = (true, waits)
            supervision.giveUpAfter = giveUpAfter
        }
    }

    @Test("a lost connection is made again; the scripts go on and hear what they have missed")
    func reconnects() {
        let bench = bench(["alpha", "beta"])
        bench.begin()
        bench.peer.lose()
        #expect(
            bench.done() == [
                "alpha disconnected: TWS went away", "beta disconnected: TWS went away",
                "show TWS went away; trying again",
            ]
        )
        // At most a second by chance less than a second.
        bench.clock.advance(1)
        #expect(bench.done() == ["connect 7497"])
        bench.clock.advance(181)
        bench.peer.ready()
        #expect(bench.done().filter { $0.hasSuffix("connected DU1") } == ["alpha connected DU1", "beta connected DU1"])
        bench.answerRound()
        #expect(
            bench.done().filter { !$0.hasSuffix("reconciled") && !$0.hasPrefix("send") && $0 != "flush" } == [
                "alpha resumed socket 182.0", "beta resumed socket 182.0",
                "show connected to TWS again after 3 min 2 s",
            ]
        )
        bench.act { $0.submit(.place([RunFixture.new()])) }
        #expect(bench.done().contains("send placeOrder 1"))
        #expect(bench.exitCode == nil)
    }

    @Test("row 1: a port that is closed is tried again without limit, after 1 s to 60 s; orders are refused at once")
    func closedPort() {
        let bench = bench()
        bench.begin()
        bench.peer.lose()
        _ = bench.done()
        var waits: [Double] = []
        for _ in 1...12 {
            let begin = bench.clock.now
            while bench.done().last != "connect 7497" { bench.clock.advance(0.05) }
            waits.append(bench.clock.now.seconds - begin.seconds)
            guard case .impossible(let obstacle) = bench.script.submit(.place([RunFixture.new()])) else {
                Issue.record("the order passed")
                return
            }
            #expect(obstacle.code == .notConnected)
            bench.peer.fail(.refused, "nothing listens at 7497")
        }
        for (wait, whole) in zip(waits, [1, 2, 4, 8, 16, 32, 60, 60, 60, 60, 60, 60.0]) {
            #expect((whole * 0.75 - 0.06...whole + 0.06).contains(wait), "\(waits)")
        }
        // The same error is told once.
        #expect(bench.output.lines.count { $0.event.text.contains("nothing listens") } == 1)
        #expect(bench.exitCode == nil)
    }

    @Test("row 2: a peer that accepts and never answers is given up after its deadline, and tried again")
    func wedged() {
        let bench = bench(waits: true)
        bench.coordinator.take(.begin)
        bench.peer.fail(.timedOut, "no answer within 5 s")
        #expect(bench.done() == ["connect 7497", "show no answer within 5 s; trying again"])
        bench.clock.advance(1)
        #expect(bench.done() == ["connect 7497"])
        bench.peer.ready()
        #expect(bench.done() == ["alpha started DU1"])
    }

    @Test("row 30: a client id that is in use for two minutes is tried again, and no other is taken")
    func clientIdInUse() {
        let bench = bench()
        bench.begin()
        bench.peer.lose()
        let begin = bench.clock.now
        var attempts = 0
        while bench.clock.now.seconds - begin.seconds < 120 {
            bench.clock.advance(0.5)
            guard bench.done().last == "connect 7497" else { continue }
            attempts += 1
            bench.peer.fail(.clientIdInUse, "client id 1 is already in use")
        }
        #expect((6...9).contains(attempts))
        while bench.done().last != "connect 7497" { bench.clock.advance(0.5) }
        bench.peer.ready()
        #expect(bench.done().contains("alpha connected DU1"))
    }

    @Test("errors that nothing but a person can change are final", arguments: [SessionError.Code.notTWS, .redirected])
    func finalErrors(code: SessionError.Code) {
        let bench = bench()
        bench.begin()
        bench.peer.lose()
        bench.clock.advance(1)
        bench.peer.fail(code, "it is a web server")
        #expect(bench.done().suffix(2) == ["show ended: connection lost: it is a web server", "exit 5"])
    }

    @Test("--give-up ends the run, with exit 5, when there is no connection for so long")
    func givesUp() {
        let bench = bench(giveUpAfter: .seconds(600))
        bench.begin()
        bench.peer.lose()
        _ = bench.done()
        let begin = bench.clock.now
        while bench.exitCode == nil, bench.clock.now.seconds - begin.seconds < 700 {
            bench.clock.advance(1)
            if bench.done().last == "connect 7497" { bench.peer.fail(.refused, "nothing listens at 7497") }
        }
        #expect(bench.exitCode == 5)
        #expect((600...601).contains(bench.clock.now.seconds - begin.seconds))
        #expect(bench.clock.timerCount == 0)
    }

    @Test("timers run on without a connection, and the run ends in order without one")
    func goesOn() {
        let bench = bench()
        bench.begin()
        bench.act { $0.startTimer(7, after: 30) }
        bench.peer.lose()
        _ = bench.done()
        bench.script.next { script in
            script.say("still here")
            script.end(RunEnd(.finished))
        }
        bench.clock.advance(30)
        let done = bench.done()
        #expect(done.contains("show still here"))
        #expect(done.contains("close"), "the attempt that is under way is broken off: \(done)")
        bench.confirmClose()
        #expect(bench.exitCode == 0)
        #expect(bench.clock.timerCount == 0)
    }

    @Test("an interruption while there is no connection ends the run with 130")
    func interrupted() {
        let bench = bench()
        bench.begin()
        bench.peer.lose()
        bench.coordinator.take(.stop(.interrupted))
        #expect(bench.done().suffix(2) == ["show ended: interrupted", "exit 130"])
        #expect(bench.clock.timerCount == 0)
    }

    @Test("row 29: after a restart that takes 3 minutes no order id is used again, though nextValidId is lower")
    func rolledBack() {
        let bench = bench()
        bench.begin(nextValidId: 100)
        bench.act { script in for _ in 1...5 { script.submit(.place([RunFixture.new()])) } }
        for id in 100...102 { bench.peer.receive(RunFixture.status(id, .submitted)) }
        bench.peer.lose()
        let lost = bench.done()
        // Of those TWS never acknowledged nobody knows; the others work on.
        #expect(
            lost.filter { $0.hasSuffix("[unknown]") } == ["alpha order 103 [unknown]", "alpha order 104 [unknown]"]
        )
        for _ in 1...6 {
            bench.clock.advance(30)
            if bench.done().last == "connect 7497" { bench.peer.fail(.refused, "nothing listens at 7497") }
        }
        while bench.done().last != "connect 7497" { bench.clock.advance(1) }
        bench.peer.ready(nextValidId: 101)
        bench.answerRound()
        // In the contract of the lost orders nothing enters until they are found.
        var other = RunFixture.new()
        other.contract = RunFixture.stock("MSFT")
        bench.act { $0.submit(.place([other])) }
        #expect(bench.done().contains("send placeOrder 105"))
    }

    @Test("row 40: a clock that is set an hour forward or back moves no wait and no gap", arguments: [-3600.0, 3600])
    func clockJumps(seconds: Double) {
        let bench = bench()
        bench.begin()
        bench.act { $0.startTimer(7, after: 30) }
        bench.peer.lose()
        _ = bench.done()
        bench.clock.setWall(by: seconds)
        bench.clock.advance(1)
        #expect(bench.done() == ["connect 7497"])
        bench.peer.ready()
        bench.answerRound()
        #expect(bench.done().contains("show connected to TWS again after 1.0 s"))
        bench.clock.advance(28.9)
        #expect(bench.done() == [])
        bench.clock.advance(0.2)
        #expect(bench.done() == ["alpha timer 7"])
    }

    // MARK: The account

    @Test("the account is checked after each reconnect, before anything is sent: another login ends the run with 4")
    func anotherLogin() {
        let bench = bench(["alpha", "beta"])
        bench.begin()
        bench.peer.lose()
        bench.clock.advance(1)
        _ = bench.done()
        let peer = bench.peer
        // What the wrong login says before its account is known must not be booked.
        peer.receive(RunFixture.execution(1, "0001.01", 100, at: 190))
        peer.ready(accounts: ["DU2"])
        let reason = "account DU1 is not one of this login: DU2"
        #expect(
            bench.done() == [
                "close", #"alpha stop refused("\#(reason)")"#, #"beta stop refused("\#(reason)")"#,
                "show ibscript: \(reason)",
                "show alpha: summary: 1.0 s, no orders", "show alpha: ended: denied",
                "show beta: summary: 1.0 s, no orders", "show beta: ended: denied",
                "show summary: 1.0 s, no orders", "exit 4",
            ]
        )
        #expect(peer.sent.isEmpty)
    }

    @Test("a live account behind the paper port ends the run with 4 after a reconnect as before the first order")
    func liveAccount() {
        let bench = bench()
        bench.begin()
        bench.peer.lose()
        bench.clock.advance(1)
        bench.peer.ready(accounts: ["U1"])
        bench.clock.settle()
        #expect(bench.exitCode == 4)
        #expect(bench.peer.sent.isEmpty)
    }

    @Test("what a login says before its account is known is booked once it is known to be the right one")
    func heldMessages() {
        let bench = bench()
        bench.begin()
        bench.act { $0.submit(.place([RunFixture.new()])) }
        bench.peer.lose()
        bench.clock.advance(1)
        _ = bench.done()
        bench.peer.receive(RunFixture.execution(1, "0001.01", 100, at: 190))
        #expect(bench.done() == [])
        bench.peer.ready()
        #expect(bench.done().first?.hasPrefix("alpha message execDetails") == true)
        #expect(bench.coordinator.isComputing == false)
    }
}
