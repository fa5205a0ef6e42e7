import Foundation
import Testing

/// Row 39: a journal that cannot be written, on a small disk of the test's own.
@Suite("A journal that cannot be written (needs root)")
struct FullDiskTests {
    private let disk = FileManager.default.temporaryDirectory.appendingPathComponent("ibscript-disk-\(UUID())")
    private let script = #"""
        local c = contract("AAPL")
        local resting
        pcall(function()
            resting = place(c, order("BUY", 1, 160))
            resting:wait("status")
        end)
        print("begun", resting and resting.status)
        for n = 2, 40 do
            local ok, t = pcall(place, c, order("BUY", n))
            if not ok then
                print("refused", t)
                break
            end
            pcall(t.wait, t, "done", 20)
            print("order", n, t.status, t.error and t.error.message)
            sleep(3)
        end
        if resting then
            pcall(resting.cancel, resting)
            pcall(resting.wait, resting, "done", 20)
            print("resting", resting.status)
        end
        print("over")
        while true do sleep(60) end
        """#

    init() throws { try FileManager.default.createDirectory(at: disk, withIntermediateDirectories: true) }

    /// Starts a run in a name space of its own, where the data folder is a disk of 2 MB; `prepare` is done before.
    private func start(_ simulator: Simulator, _ path: String, after prepare: String = ":") throws -> RunningProgram {
        let words = [
            "-m", "sh", "-c",
            #"mount -t tmpfs -o size=2m tmpfs "$DISK" && \#(prepare) && exec "$0" "$@""#, Program.binary.path,
            "run", path, "--paper", "--port", "\(simulator.port)", "--data-dir", disk.path,
        ]
        let environment = ["DISK": disk.path, "PROGRAM": Program.binary.path, "PORT": "\(simulator.port)"]
        return try RunningProgram(URL(fileURLWithPath: "/usr/bin/unshare"), words, environment: environment)
    }

    /// Waits until the run has said something.
    private func expectSaid(_ text: String, _ process: RunningProgram) throws {
        for _ in 0..<200 where !process.outputSoFar.contains(text) {
            try #require(
                !process.ends(within: 0.1),
                "run the tests as root: sudo -E dev/test.sh; \(process.errorsSoFar)"
            )
        }
        try #require(process.outputSoFar.contains(text), "\(process.outputSoFar)\n\(process.errorsSoFar)")
    }

    @Test("row 39: on a full disk orders are refused, cancels leave, and the journal has all that was sent")
    func full() throws {
        try withScript(script) { path in
            let simulator = try Simulator(["--speed", "20x"])
            let process = try start(simulator, path)
            try expectSaid("begun\t", process)
            // The run's disk, seen from here.
            let filler = "/proc/\(process.identifier)/root\(disk.path)/filler"
            _ = try run(URL(fileURLWithPath: "/bin/sh"), ["-c", "cat /dev/zero > '\(filler)'"])
            try expectSaid("over", process)
            let journal = try run(
                URL(fileURLWithPath: "/usr/bin/nsenter"),
                [
                    "-m", "-t", "\(process.identifier)", Program.binary.path, "journal", "--json", "--data-dir",
                    disk.path,
                ]
            )
            let witness = try Witness.look(at: simulator.port)
            process.signal(SIGTERM)
            let result = process.finish(deadline: 20)
            #expect(result.status == 130, "\(result.errors)")
            #expect(
                result.output.contains("refused\t") && result.output.contains("resting\tCancelled"),
                "\(result.output)"
            )
            let alarms = result.errors.split(separator: "\n").filter { $0.contains("no order enters any more: ") }
            #expect(alarms.count == 1 && alarms[0].contains("full"), "\(result.errors)")
            #expect(witness.orders.count >= 1)
            for order in witness.orders {
                #expect(journal.output.contains(#""reference":"\#(order.reference)","event":"intent""#), "\(order)")
            }
            #expect(simulator.stop() == 0)
        }
    }

    @Test("row 39: with a journal that is read-only the script runs, no order leaves, and it is said why")
    func readOnly() throws {
        try withScript(script) { path in
            let simulator = try Simulator(["--speed", "20x"])
            let first = Program.testScript("keyed_orders")
            let prepare = #"""
                "$PROGRAM" run '\#(first)' count=1 --paper --port $PORT --data-dir "$DISK" > /dev/null 2>&1 \
                && file=$(find "$DISK" -name journal.db) && mount --bind "$file" "$file" \
                && mount -o remount,bind,ro "$file"
                """#
            let process = try start(simulator, path, after: prepare)
            try expectSaid("over", process)
            process.signal(SIGTERM)
            let result = process.finish(deadline: 20)
            #expect(result.status == 130, "\(result.errors)")
            #expect(result.output.hasPrefix("begun\tnil\nrefused\t"), "\(result.output)")
            #expect(result.errors.contains("no order enters any more: "), "\(result.errors)")
            #expect(try Witness.look(at: simulator.port).orders.count == 1)
            #expect(simulator.stop() == 0)
        }
    }
}
