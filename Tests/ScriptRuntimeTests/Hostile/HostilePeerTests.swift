import RuntimeTesting
import ScriptHost
import ScriptRuntime
import TWSSession
import TWSWire
import Testing
import Trading

@Suite("A hostile TWS")
struct HostilePeerTests {
    /// Listens to everything, holds a quote, and works an order of 10.
    private static let script = """
        on("*", function(m) heard = m end)
        spawn(function() pcall(quote, contract("AAPL")) end)
        local first = place(contract("AAPL"), order("BUY", 10))
        local second = place(contract("AAPL"), order("BUY", 10, 1))
        on("currentTime", function()
            local ok, e = pcall(place, contract("AAPL"), order("BUY", 1))
            print(ok and "placed" or e.code)
            cancel(second)
        end)
        """

    /// Waits for ever, and sends nothing by itself.
    private static let idle = "every(3600, function() end)"

    /// A run over messages, with its peer and its output.
    private func run(nextValidId: Int = 1) throws -> (run: LuaRun, peer: ScriptedLink, output: RecordingOutput) {
        let trace = RunTrace()
        let (links, output, clock) = (ScriptedLinks(trace), RecordingOutput(trace), ManualClock())
        let run = try LuaRun(Self.script, links, clock, output)
        let peer = try #require(links.latest)
        peer.ready(nextValidId: nextValidId)
        clock.settle()
        return (run, peer, output)
    }

    private func placed(_ peer: ScriptedLink) -> [Int] {
        peer.sent.compactMap { if case .placeOrder(let place) = $0 { place.orderId } else { nil } }
    }

    private func cancelled(_ peer: ScriptedLink) -> [Int] {
        peer.sent.compactMap { if case .cancelOrder(let cancel) = $0 { cancel.orderId } else { nil } }
    }

    // MARK: Order ids

    @Test("no order leaves once the ids are used up")
    func idsUsedUp() throws {
        let (run, peer, output) = try run(nextValidId: 2_147_483_645)
        peer.receive(RunFixture.time(1))
        run.clock.settle()
        #expect(placed(peer) == [2_147_483_645, 2_147_483_646])
        #expect(output.shown("print") == ["order_ids_exhausted"])
    }

    @Test(
        "an id at the limit that TWS names for this client uses them up; one that does not fit is ignored",
        arguments: [
            (2_147_483_646, "order_ids_exhausted"), (2_147_483_647, "placed"), (Int.max, "placed"), (-5, "placed"),
        ]
    )
    func hugeId(id: Int, answer: String) throws {
        let (run, peer, output) = try run()
        var open = ServerMessage.OpenOrder()
        (open.orderId, open.order.clientId, open.order.permId) = (id, 1, 99)
        open.orderState.status = .submitted
        peer.receive(.openOrder(open), RunFixture.time(1))
        run.clock.settle()
        #expect(output.shown("print") == [answer])
        #expect(placed(peer) == [1, 2] + (answer == "placed" ? [3] : []))
    }

    @Test(
        "the next id that TWS names later only ever raises the ids",
        arguments: [
            (2_147_483_647, "order_ids_exhausted", []), (0, "placed", [3]), (-1, "placed", [3]), (50, "placed", [50]),
            (Int.max, "placed", [3]),
        ]
    )
    func laterNextValidId(id: Int, answer: String, more: [Int]) throws {
        let (run, peer, output) = try run()
        var next = ServerMessage.NextValidId()
        next.orderId = id
        peer.receive(.nextValidId(next), RunFixture.time(1))
        run.clock.settle()
        #expect(output.shown("print") == [answer])
        #expect(placed(peer) == [1, 2] + more)
    }

    // MARK: Fills that cannot be

    @Test(
        "an overfill and a fill below zero are alarms that halt entries; cancels still pass",
        arguments: [1_000_000, -10, 0] as [ExactDecimal]
    )
    func impossibleFill(shares: ExactDecimal) throws {
        let (run, peer, output) = try run()
        peer.receive(RunFixture.status(1, .submitted, remaining: 10), RunFixture.status(2, .submitted, remaining: 10))
        peer.receive(RunFixture.execution(1, "a.1.01.01", shares, at: 190))
        run.clock.settle()
        #expect(output.shown("alarm").count == 1)
        #expect(output.shown("alarm").allSatisfy { $0.hasPrefix("alarm on order 1: ") })
        peer.receive(RunFixture.time(1))
        run.clock.settle()
        #expect(output.shown("print") == ["DENIED_HALTED"])
        #expect(placed(peer) == [1, 2])
        #expect(cancelled(peer) == [2])
    }

    @Test("statuses, orders and executions of unknown orders leave nothing behind but a bound")
    func unknownOrders() throws {
        let (run, peer, output) = try run()
        for number in 0..<20_000 {
            var open = ServerMessage.OpenOrder()
            (open.orderId, open.order.clientId, open.order.permId) = (1_000_000 + number, 7, 500_000 + number)
            peer.receive(
                RunFixture.status(1_000_000 + number, .submitted),
                .openOrder(open),
                RunFixture.execution(1_000_000 + number, "u.\(number).01.01", 1, at: 1)
            )
        }
        peer.receive(RunFixture.time(1))
        run.clock.settle()
        // Nothing of it is the script's: no line, no alarm, and orders still enter.
        #expect(output.shown("print") == ["placed"])
        #expect(output.shown("status") == [] && output.shown("fill") == [] && output.shown("alarm") == [])
        run.coordinator.take(.stop(.timeLimit))
        run.clock.settle()
        guard case .summary(let summary)? = output.lines.map(\.event).first(where: { $0.name == "summary" }) else {
            Issue.record("no summary")
            return
        }
        #expect(summary.trading.orders == 3 && summary.trading.fills == 0 && summary.trading.lines.isEmpty)
    }

    @Test("a flood of errors of an unacknowledged order asks for the open orders once")
    func errorsBeforeAcknowledgement() throws {
        let (run, peer, output) = try run()
        for number in 0..<1_000 { peer.receive(RunFixture.error(1, 110, "\(number)")) }
        run.clock.settle()
        #expect(peer.sent.count { if case .reqOpenOrders = $0 { true } else { false } } == 1)
        // The list does not name the order: it was refused.
        peer.receive(.openOrderEnd(ServerMessage.OpenOrderEnd()))
        run.clock.settle()
        #expect(output.shown("status") == ["order 1: Inactive, filled 0, remaining 10"])
    }

    // MARK: Bytes

    /// A run over bytes, ready.
    private func byteRun(
        _ source: String = script
    ) throws -> (run: LuaRun, peer: MemoryPeer, output: RecordingOutput) {
        let (output, clock) = (RecordingOutput(RunTrace()), ManualClock())
        let peer = MemoryPeer(clock)
        let run = try LuaRun(source, peer, clock, output)
        clock.settle()
        return (run, peer, output)
    }

    @Test("frames of garbage are dropped, and the run goes on; a length of garbage ends it with a clear line")
    func garbage() throws {
        let (run, peer, output) = try byteRun()
        #expect(peer.received.contains { if case .placeOrder = $0 { true } else { false } })
        var state: UInt64 = 42
        for _ in 0..<5_000 {
            var body: [UInt8] = []
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            for _ in 0..<Int(state >> 58) + 1 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                body.append(UInt8(truncatingIfNeeded: state >> 33))
            }
            // Every other one begins as a message of a known kind does.
            peer.sendFrame(state & 1 == 0 ? body : Array("\(state >> 57)\0".utf8) + body)
        }
        run.clock.settle()
        #expect(run.exitCode == nil)
        try peer.send(RunFixture.time(1))
        run.clock.settle()
        #expect(output.shown("print").last == "placed")
        peer.sendRaw([255, 255, 255, 255, 0, 0])
        run.clock.settle()
        #expect(run.exitCode == 5)
        #expect(output.last.hasPrefix("ended: connection lost: "), "\(output.last)")
        #expect(output.lines.count < 500)
    }

    @Test("a peer that falls silent is asked after 10 s and given up after 15, with a clear line")
    func silence() throws {
        let (run, peer, output) = try byteRun(Self.idle)
        run.clock.advance(9.5)
        let before = peer.received.count
        run.clock.advance(1)
        #expect(peer.received.count == before + 1)
        run.clock.advance(4)
        #expect(run.exitCode == nil)
        run.clock.advance(1)
        #expect(run.exitCode == 5)
        #expect(output.last.hasPrefix("ended: connection lost: ") && output.last.contains("15"), "\(output.last)")
    }

    @Test("a peer that answers is kept, however little it says")
    func quiet() throws {
        let (run, peer, _) = try byteRun(Self.idle)
        peer.whenAsked = { peer, message in
            if case .reqCurrentTime = message { try? peer.send(RunFixture.time(1)) }
        }
        run.clock.advance(600)
        #expect(run.exitCode == nil)
    }
}
