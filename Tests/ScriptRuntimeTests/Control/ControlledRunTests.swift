import RuntimeTesting
import ScriptHost
import TWSWire
import Testing
import Trading

@testable import ScriptRuntime

/// What a run does when a person moves its kill switch, told in memory: the test is the control thread.
@Suite("A run under control")
struct ControlledRunTests {
    private let folder = TemporaryFolder()
    private let books: BookFolder
    private let control = RunControl()

    init() throws {
        books = try folder.data.books(account: "DU1")
        try books.make()
    }

    private func bench(onStop: OnStop = .leave) -> RunBench {
        let bench = RunBench(onStop: onStop)
        bench.coordinator.listen(to: control)
        bench.coordinator.whenClaimed = { [books, control] _ in control.open(books) }
        return bench
    }

    private func set(_ level: Halt.Level?) throws {
        if let level {
            try LatchFile.write(Halt.Latch(level: level, reason: "test", by: "ann", at: "noon"), to: books.halt)
        } else {
            _ = try LatchFile.remove(books.halt)
        }
        control.reread(by: "bob")
    }

    private func code(_ verdict: Verdict) -> String {
        guard case .denied(let denial) = verdict else { return "not denied" }
        return denial.code.rawValue
    }

    @Test("from the moment the switch is moved no order is let in, before the loop has heard of it")
    func atOnce() throws {
        let bench = bench()
        bench.begin()
        var codes: [String] = []
        bench.act { script in
            codes.append(code(script.submit(.place([RunFixture.new()]))))
            // The control thread, in the middle of the script's turn.
            try? set(.halted)
            codes.append(code(script.submit(.place([RunFixture.new()]))))
            try? set(nil)
            codes.append(code(script.submit(.place([RunFixture.new()]))))
            try? set(.reducing)
            codes.append(code(script.submit(.place([RunFixture.new()]))))
        }
        #expect(codes == ["not denied", "DENIED_HALTED", "not denied", "DENIED_REDUCING"])
    }

    @Test("an order that was let in before is kept back if it has not been sent")
    func keptBack() throws {
        let bench = bench()
        bench.begin()
        bench.act { script in
            script.submit(.place([RunFixture.new()]))
            try? set(.halted)
        }
        let done = bench.done()
        #expect(!done.contains { $0.hasPrefix("send placeOrder") }, "\(done)")
        #expect(done.contains("show order 1: NotSent, filled 0, remaining 100"), "\(done)")
        #expect(done.contains("show entries are HALTED since noon by ann: test"), "\(done)")
    }

    @Test("what waits for the pacing is taken back; cancels that wait are not")
    func takenBack() throws {
        let bench = bench()
        bench.begin()
        bench.act { script in for _ in 1...3 { script.submit(.place([RunFixture.new(limit: 100)])) } }
        _ = bench.done()
        bench.peer.waiting = [2, 3]
        try set(.halted)
        #expect(control.holdsOrders)
        let done = bench.done()
        #expect(done.filter { $0.hasPrefix("take back") } == ["take back 2", "take back 3"])
        #expect(!control.holdsOrders)
        #expect(done.contains("show order 3: NotSent, filled 0, remaining 100"))
        bench.act { $0.submit(.cancel(orderId: 1)) }
        #expect(bench.done().contains { $0.hasPrefix("send cancelOrder 1") })
    }

    @Test("the latch of before is shown at the start, and holds until a person lifts it")
    func latchOfBefore() throws {
        try set(.halted)
        let bench = bench()
        bench.coordinator.take(.begin)
        bench.peer.ready()
        let done = bench.done()
        #expect(
            done.contains(
                "show entries are HALTED since noon by ann: test; only a person can resume trading: ibscript resume"
            ),
            "\(done)"
        )
        var codes: [String] = []
        bench.act { codes.append(code($0.submit(.place([RunFixture.new()])))) }
        try set(nil)
        #expect(bench.done().contains("show entries are accepted again, by bob"))
        bench.act { codes.append(code($0.submit(.place([RunFixture.new()])))) }
        #expect(codes == ["DENIED_HALTED", "not denied"])
    }

    @Test("without a connection the switch is closed all the same")
    func disconnected() throws {
        let bench = bench()
        bench.begin()
        bench.act { $0.submit(.place([RunFixture.new(limit: 100)])) }
        _ = bench.done()
        try set(.halted)
        _ = bench.done()
        bench.peer.lose(unsent: [1])
        _ = bench.done()
        #expect(bench.coordinator.desk.halt.level == .halted)
        #expect(bench.coordinator.desk.ledger[1]?.outcome == .notSent)
    }

    @Test("an alarm closes the switch for the runs to come, too")
    func alarm() throws {
        let bench = bench()
        bench.begin()
        bench.act { $0.submit(.place([RunFixture.new()])) }
        bench.peer.receive(RunFixture.execution(1, "a.1", 500, at: 190))
        _ = bench.done()
        let latch = try #require(LatchFile.read(books.halt))
        #expect(latch.level == .halted)
        #expect(latch.by == "ibscript")
        #expect(latch.at.hasSuffix(" UTC"))
        #expect(control.position.latch == latch)
        try set(nil)
        var verdict = ""
        _ = bench.done()
        bench.act { verdict = code($0.submit(.place([RunFixture.new()]))) }
        #expect(verdict == "not denied")
    }

    @Test("a run that may not have its books ends with the reason, and sends nothing")
    func refusedBooks() {
        let bench = RunBench()
        bench.coordinator.whenClaimed = { _ throws(RunFailure) in
            throw RunFailure(4, "account DU1 is in use by run x")
        }
        bench.coordinator.take(.begin)
        bench.peer.ready()
        let done = bench.done()
        #expect(done.contains("show ibscript: account DU1 is in use by run x"), "\(done)")
        bench.confirmClose()
        #expect(bench.exitCode == 4)
        #expect(bench.peer.sent.isEmpty)
    }

    @Test("the status is that of the run: orders, fills, P&L, what works")
    func status() throws {
        let bench = bench()
        bench.begin()
        bench.act { script in
            script.submit(.place([RunFixture.new()]))
            script.submit(.place([RunFixture.new(limit: 100)]))
        }
        bench.peer.receive(RunFixture.execution(1, "a.1", 100, at: 190))
        _ = bench.done()
        control.send(.tellStatus)
        _ = bench.done()
        let status = control.status(patience: 0)
        #expect(status.account == "DU1")
        #expect(status.isConnected)
        #expect((status.orders, status.fills) == (2, 1))
        #expect(status.profits == [RunStatus.Profit(currency: "USD", amount: 0)])
        #expect(status.working.map(\.terms) == ["BUY 100 AAPL LMT 100.00"])
        #expect(status.isStale)
    }

    @Test("flatten: cancels, then closes what was bought, then says so")
    func flatten() throws {
        let bench = bench()
        bench.begin()
        bench.act { script in
            script.submit(.place([RunFixture.new()]))
            script.submit(.place([RunFixture.new(limit: 100)]))
        }
        bench.peer.receive(RunFixture.execution(1, "a.1", 100, at: 190), RunFixture.status(2, .submitted))
        _ = bench.done()
        try set(.reducing)
        control.send(.flatten(.own))
        var done = bench.done()
        #expect(done.contains { $0.hasPrefix("send cancelOrder 2") }, "\(done)")
        #expect(!done.contains { $0.hasPrefix("send placeOrder") })
        bench.peer.receive(RunFixture.status(2, .cancelled))
        done = bench.done()
        #expect(done.contains { $0.hasPrefix("send placeOrder 3") }, "\(done)")
        #expect(
            done.contains("show flatten: SELL 100 AAPL MKT closes the position")
                || done.contains { $0.hasSuffix("closes the position") }
        )
        guard case .execDetails(var sale) = RunFixture.execution(3, "b.1", 100, at: 191) else { return }
        sale.execution.side = .sold
        bench.peer.receive(.execDetails(sale))
        #expect(bench.done().contains("show flatten: done"))
    }

    @Test("a flatten that TWS does not confirm is given up, with what still works")
    func flattenLate() throws {
        let bench = bench()
        bench.begin()
        bench.act { $0.submit(.place([RunFixture.new(limit: 100)])) }
        bench.peer.receive(RunFixture.status(1, .submitted))
        _ = bench.done()
        control.send(.flatten(.own))
        _ = bench.done()
        bench.clock.advance(10)
        #expect(bench.done().contains("show flatten: not confirmed by TWS in time: order 1"))
    }

    @Test("a signal takes back what waits, then ends the scripts")
    func interrupted() throws {
        let bench = bench()
        bench.begin()
        bench.act { script in for _ in 1...2 { script.submit(.place([RunFixture.new(limit: 100)])) } }
        _ = bench.done()
        bench.peer.waiting = [2]
        bench.coordinator.take(.stop(.interrupted))
        let done = bench.done()
        let places = ["take back 2", "alpha stop interrupted", "show ended: interrupted"].map {
            done.firstIndex(of: $0)
        }
        #expect(
            places.allSatisfy { $0 != nil } && places.compactMap(\.self) == places.compactMap(\.self).sorted(),
            "\(done)"
        )
        bench.confirmClose()
        #expect(bench.exitCode == 130)
    }

    @Test("a wall clock that is set neither ends a wait early nor late", arguments: [-3_600.0, 3_600])
    func clockJump(seconds: Double) throws {
        let bench = bench(onStop: .cancelAll)
        bench.begin()
        bench.act { script in
            script.submit(.place([RunFixture.new(limit: 100)]))
            script.startTimer(1, after: 60)
        }
        bench.peer.receive(RunFixture.status(1, .submitted))
        _ = bench.done()
        bench.clock.setWall(by: seconds)
        bench.clock.advance(59)
        #expect(bench.done() == [])
        bench.clock.advance(1)
        #expect(bench.done() == ["alpha timer 1"])
        bench.act { $0.end(RunEnd(.finished)) }
        _ = bench.done()
        bench.clock.setWall(by: -seconds)
        bench.clock.advance(4.9)
        #expect(!bench.done().contains("show ended: finished"))
        bench.clock.advance(0.1)
        #expect(bench.done().contains("show ended: finished"))
    }

    @Test("a script that does not end, and cancels that are not confirmed, do not keep an overdue run")
    func overdue() throws {
        let bench = bench(onStop: .cancelAll)
        bench.begin()
        bench.act { $0.submit(.place([RunFixture.new(limit: 100)])) }
        bench.peer.receive(RunFixture.status(1, .submitted))
        bench.script.whenStopped = { _, _ in }
        bench.coordinator.take(.stop(.interrupted))
        _ = bench.done()
        bench.coordinator.take(.overdue)
        #expect(bench.done().contains { $0.hasPrefix("send cancelOrder 1") })
        bench.coordinator.take(.overdue)
        #expect(bench.done().contains("show ended: interrupted"))
        bench.confirmClose()
        #expect(bench.exitCode == 130)
    }
}
