import Foundation
import Testing

/// `ibscript sim --chaos` over the wire, and what a script's run makes of each disaster.
@Suite("Chaos")
struct ChaosTests {
    /// Disasters that an order outlives: the run ends well, with each share counted once.
    @Test(
        "a script's order fills once, whatever comes late, doubled or in pieces",
        arguments: [
            "dup-status", "late-exec", "commission-first", "10349", "split-frames", "slow", "commission-pending",
            "hold",
            "1102", "dup-status,late-exec,split-frames,10349,slow",
        ]
    )
    func outlived(plans: String) throws {
        let simulator = try Simulator(["--speed", "10x", "--chaos", plans])
        let result = try run(
            Program.binary,
            ["--paper", "--port", "\(simulator.port)", Program.script("buy_aapl.lua")]
        )
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.errors.contains(#/\n\d\d:\d\d:\d\d\.\d{3} bought 100 at /#), "\(result.errors)")
        #expect(simulator.stop() == 0)
    }

    /// Over sockets, with the simulator in another process and a client of others as the witness.
    @Test(
        "after a chaos run ib_async sees the orders, executions and positions that the journal has",
        arguments: Soak.isOn ? witnessed + witnessedInSoak : witnessed
    )
    func witness(plans: String) throws {
        let log = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).log")
        defer { try? FileManager.default.removeItem(at: log) }
        let simulator = try Simulator(["--speed", "20x", "--chaos", plans, "--seed", "5"], log: log)
        let data = ["--data-dir", Program.dataFolder()]
        // A half-open connection is found out after 15 s of the machine, which the script cannot tell from the simulator's.
        let waits = plans.contains("half-open") ? ["--set", "reconnects=true"] : []
        let result = try run(
            Program.binary,
            ["run", Program.testScript("chaos_orders"), "--paper", "--port", "\(simulator.port)"] + data + waits,
            deadline: 90
        )
        #expect(result.status == 0, "\(plans): \(result.errors)")
        let witness = try Witness.look(at: simulator.port)
        #expect(witness.orders.count >= 4 && !witness.executions.isEmpty, "\(plans): \(result.errors)")
        let journal = try run(Program.binary, ["journal", "--json"] + data)
        let faults = try witness.faults(byJournal: journal.output)
        let told = try String(contentsOf: log, encoding: .utf8)
        #expect(faults == [], "\(plans): \(result.errors)\n\(told)")
        #expect(try run(Program.binary, ["journal", "verify"] + data).status == 0, "\(plans)")
        #expect(simulator.stop() == 0)
    }

    private static let witnessed = [
        "nightly-restart,id-rollback,dup-status", "1100-midfill,exec-correction", "no-ack,late-exec,split-frames",
    ]
    private static let witnessedInSoak = [
        "1101", "1102,slow", "326,nightly-restart", "commission-first,hold", "commission-pending,10349", "reject-201",
        "half-open", "garbage,commission-pending", "half-open,326",
    ]

    @Test("a TWS that never answers is given up with the remedy")
    func wedged() throws {
        let simulator = try Simulator(["--chaos", "wedged"])
        let result = try run(
            Program.binary,
            ["--paper", "--port", "\(simulator.port)", Program.script("buy_aapl.lua")],
            deadline: 10
        )
        #expect(result.status == 5, "\(result.errors)")
    }

    @Test("an impossible frame ends the connection, and the run that is to give up, and says so")
    func garbage() throws {
        // The frame comes after 2 to 6 s, when the script is under way: its first line fails if nothing is connected.
        let simulator = try Simulator(["--speed", "5x", "--chaos", "garbage"])
        let result = try run(
            Program.binary,
            ["--paper", "--port", "\(simulator.port)", "--give-up", "0.1s", Program.script("watch.lua")],
            deadline: 40
        )
        #expect(result.status == 5, "\(result.errors)")
        #expect(result.errors.contains("impossible length"), "\(result.errors)")
    }

    @Test("a refused order is a script error with code 201")
    func rejected() throws {
        var refusals = 0
        for seed in 1...4 {
            let simulator = try Simulator(["--speed", "10x", "--chaos", "reject-201", "--seed", "\(seed)"])
            let result = try run(
                Program.binary,
                ["--paper", "--port", "\(simulator.port)", Program.script("buy_aapl.lua")]
            )
            #expect([0, 1].contains(result.status), "\(result.errors)")
            if result.status == 1 {
                refusals += 1
                #expect(result.errors.contains("201"), "\(result.errors)")
            }
        }
        #expect(refusals > 0)
    }

    @Test("an unknown plan is a usage error that names the known ones")
    func unknown() throws {
        let result = try run(Program.binary, ["sim", "--chaos", "dup-status,earthquake"])
        #expect(result.status == 64)
        #expect(result.errors.contains("earthquake") && result.errors.contains("nightly-restart"), "\(result.errors)")
    }
}
