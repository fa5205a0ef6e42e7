import Notation
import ScriptHost
import TWSWire
import Testing
import Trading

@testable import ScriptRuntime

/// What a script's process asks for, as its run reads it.
@Suite("Effects from another process")
struct ScriptEffectBytesTests {
    private func read(_ effect: ScriptEffect) throws -> String {
        var writer = ByteWriter()
        writer.effect(effect)
        var reader = ByteReader(writer.bytes)
        let read = try reader.effect()
        try reader.finish()
        return "\(read)"
    }

    @Test("come back as they were")
    func roundTrip() throws {
        let end = RunEnd(.denied, message: "m", traceback: "a\nb")
        let effects: [ScriptEffect] = [
            .deskTurn, .continueLater, .ended(end), .cancelTimer(ScriptTimer(rawValue: 3)),
            .startTimer(ScriptTimer(rawValue: 4), after: 0.5, isTimeout: true),
            .output(.print("p")), .output(.log("l")), .output(.note("n")), .output(.data("d")),
            .output(.denied(code: "c", message: "m", limit: nil, remedy: "r", position: "x.lua:1")),
            .output(.error(code: 200, message: "e", id: nil)),
        ]
        for effect in effects { #expect(try read(effect) == "\(effect)") }
    }

    @Test("what the run says of orders is not taken from a script")
    func forged() throws {
        let forged: [HostEvent] = [
            .fill(orderId: 1, symbol: "AAPL", instrument: "AAPL", side: "BOT", quantity: 1, price: 1, execId: "x"),
            .alarm(message: "x", orderId: nil), .omitted(count: 1), .ended(RunEnd(.finished)),
        ]
        for event in forged { #expect(try read(.output(event)) == "\(ScriptEffect.output(.note(event.name)))") }
    }

    @Test("a timer has a length that a clock can tell", arguments: [Double.nan, .infinity, 1e300, 4e9])
    func timers(seconds: Double) {
        #expect(throws: ByteReader.Malformed.self) {
            try read(.startTimer(ScriptTimer(rawValue: 1), after: seconds, isTimeout: false))
        }
    }

    @Test("the orders that an end leaves working are the desk's to name")
    func workingOrders() throws {
        #expect(try read(.ended(RunEnd(.finished, workingOrders: [7]))) == "\(ScriptEffect.ended(RunEnd(.finished)))")
    }
}
