import Foundation
import Testing

/// Trading programs from PyPI on `ibscript sim`, unpatched. They are large: only a soak installs and runs them.
@Suite("Trading programs", .serialized)
struct ThirdPartyProgramTests {
    /// Live bars, a market, limit and trailing order, a bracket, a cancel: every fill is booked with its commission.
    @Test("backtrader's IB store", arguments: Soak.isOn ? ["10x"] : [])
    func backtrader(speed: String) throws {
        let simulator = try Simulator(["--speed", speed])
        let result = try run(
            Program.python("backtrader"),
            [Program.client("backtrader_client.py"), "\(simulator.port)"],
            deadline: 120
        )
        #expect(result.status == 0 && result.output.contains("ok backtrader\n"), "\(result.output)\(result.errors)")
        #expect(simulator.stop() == 0)
        if result.status == 0 { Soak.note("backtrader's IB store: six steps, fills booked") }
    }

    /// Five symbols: instruments, quotes, bars and orders; then a second node finds positions and order again.
    @Test("nautilus_trader", arguments: Soak.isOn ? ["1x"] : [])
    func nautilus(speed: String) throws {
        let simulator = try Simulator(["--speed", speed])
        for part in ["trade", "reconcile"] {
            let result = try run(
                Program.python("nautilus"),
                [Program.client("nautilus_client.py"), "\(simulator.port)", Program.account, part],
                deadline: 150
            )
            #expect(
                result.status == 0 && result.output.contains("ok nautilus \(part)\n"),
                "\(result.output)\(result.errors)"
            )
            if result.status == 0 { Soak.note("nautilus_trader on five symbols: \(part)") }
        }
        #expect(simulator.stop() == 0)
    }
}
