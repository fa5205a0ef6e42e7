import RuntimeTesting
import ScriptRuntime
import TWSWire
import Testing
import Trading

/// A connection that ends, or stalls, anywhere in the messages of a fill; numbers are rows of the fault matrix.
@Suite("Connections that end inside a frame")
struct CutFrameTests {
    private static let script = #"""
        local t = place(contract("AAPL"), order("BUY", 100))
        t:wait()
        print("filled", t.filled, #t.fills, t.commission)
        stop()
        """#

    /// What TWS says of the order: acknowledged, filled, paid for.
    private static let messages: [ServerMessage] = {
        var commission = ServerMessage.CommissionAndFeesReport()
        (commission.execId, commission.commissionAndFees, commission.currency) = ("0001.01", 1, "USD")
        return [
            RunFixture.status(1, .submitted), RunFixture.execution(1, "0001.01", 100, at: 190),
            .commissionAndFeesReport(commission), RunFixture.status(1, .filled, filled: 100, remaining: 0),
        ]
    }()

    private static func bytes(_ count: Int = messages.count) throws -> [UInt8] {
        try messages.prefix(count).flatMap { try Frame.framed($0.body(serverVersion: 200)) }
    }

    /// Lets the first connection bring so many bytes, then end in a way; the second brings everything.
    private func play(_ count: Int, _ end: (MemoryPeer, LuaRun) -> Void) throws -> (RecordingOutput, MemoryPeer, Int32?)
    {
        let (output, clock) = (RecordingOutput(RunTrace()), ManualClock())
        let peer = MemoryPeer(clock)
        let bytes = try Self.bytes()
        peer.whenAsked = { peer, message in
            guard case .placeOrder = message else { return }
            peer.sendRaw(Array(bytes.prefix(count)))
        }
        peer.whenStarted = { peer in
            if peer.connections > 1 { peer.sendRaw(bytes) }
        }
        let run = try LuaRun(Self.script, peer, clock, output, reconnects: true)
        clock.settle()
        end(peer, run)
        clock.advance(30)
        return (output, peer, run.exitCode)
    }

    private func expectOneFill(_ played: (RecordingOutput, MemoryPeer, Int32?), _ place: Int) {
        let (output, peer, exitCode) = played
        #expect(output.shown("print") == ["filled\t100\t1\t1.0"], "cut at \(place)")
        #expect(output.shown("fill").count == 1, "cut at \(place)")
        #expect(exitCode == 0, "cut at \(place): \(output.last)")
        let orders = peer.received.count { if case .placeOrder = $0 { true } else { false } }
        #expect(orders == 1, "cut at \(place)")
    }

    @Test("row 11: cut at every byte, the order fills once and is sent once")
    func cut() throws {
        for place in 0..<(try Self.bytes().count) {
            expectOneFill(try play(place) { peer, _ in peer.close() }, place)
        }
    }

    @Test("stalled at every byte before the fill, the silence is found and the order fills once")
    func stalled() throws {
        // With the fill there a script waits 5 s for its commission, less than it takes to find the silence.
        for place in stride(from: 0, to: try Self.bytes(2).count, by: Soak.count(1, else: 7)) {
            let played = try play(place) { _, _ in }
            expectOneFill(played, place)
            #expect(played.1.connections == 2, "cut at \(place)")
        }
    }

    @Test("row 9: split in two at every byte, and byte by byte, it is the same as whole")
    func split() throws {
        let bytes = try Self.bytes()
        for place in 0...bytes.count {
            let played = try play(place) { peer, run in
                peer.sendRaw(Array(bytes.dropFirst(place)))
                run.clock.settle()
            }
            expectOneFill(played, place)
            #expect(played.1.connections == 1, "split at \(place)")
        }
        let single = try play(0) { peer, run in
            for byte in bytes { peer.sendRaw([byte]) }
            run.clock.settle()
        }
        expectOneFill(single, 0)
    }

    @Test("a frame of impossible length ends the connection at every place, and the run goes on")
    func garbage() throws {
        // One or two bytes of a length, then 255s: a length that is possible. That frame never ends, which is a stall; with
        // the fill there, the script does not wait so long.
        let begin = try Self.bytes(2).count
        for place in stride(from: 0, to: try Self.bytes().count, by: Soak.count(1, else: 7))
        where place != begin + 1 && place != begin + 2 {
            let played = try play(place) { peer, run in
                for _ in 0..<400 { peer.sendRaw([255]) }
                run.clock.settle()
            }
            expectOneFill(played, place)
        }
    }
}
