import Foundation
import Testing

/// A run follows the clock of a simulator in another process; nobody else hears of it.
@Suite("Simulator clock")
struct SimulatorClockTests {
    @Test("now, sleep and every follow it; time-outs do not")
    func follows() throws {
        let simulator = try Simulator(["--speed", "600x"])
        let script = """
            on("error", function(m) print("heard", m.errorCode) end)
            local t = now()
            assert(t < 1767800000, "the simulator's day")
            sleep(300)
            print(now() - t >= 300 and now() - t < 3000)
            local n = 0
            every(60, function() n = n + 1 if n == 3 then print(now() - t >= 480) stop() end end)
            -- Ten seconds of the machine are allowed for an answer, not ten of the simulator.
            details(contract("AAPL"))
            """
        try withScript(script) { path in
            let begun = Date()
            let finished = try run(
                Program.binary,
                ["run", path, "--paper", "--port", "\(simulator.port)"]
            )
            #expect(Date().timeIntervalSince(begun) < 30, "not eight minutes")
            #expect(finished.output.contains("true\ntrue\n"))
            #expect(!finished.output.contains("2199"))
            #expect(finished.status == 0)
        }
        #expect(simulator.stop() == 0)
    }
}
