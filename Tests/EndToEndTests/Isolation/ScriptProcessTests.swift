import Foundation
import Glibc
import Testing

/// Processes of scripts that do what no script does: their run ends as after any other end, with one line.
@Suite("A script's process")
struct ScriptProcessTests {
    /// A script whose events may take half a second.
    private static let script = """
        --[[ibscript
        api = 1
        name = "victim"
        [budget]
        seconds = 0.5
        memory_mib = 32
        ]]
        print("begun")
        every(0.05, function() print("alive") end)
        """

    private func finish(_ process: RunningProgram) -> (Finished, Duration) {
        let begin = ContinuousClock.now
        let finished = process.finish(deadline: 60)
        return (finished, ContinuousClock.now - begin)
    }

    #if DEBUG
        private struct Trial: CustomTestStringConvertible {
            let testDescription: String
            let status: Int32
            let says: String
            var seconds = 10
        }

        /// Sanitizers need the address space that the limit takes away.
        private static let isSanitized = ["ASAN_OPTIONS", "TSAN_OPTIONS"].contains {
            ProcessInfo.processInfo.environment[$0] != nil
        }

        private static let trials = [
            Trial(testDescription: "spin", status: 3, says: "budget: the script does not return"),
            Trial(testDescription: "restless", status: 3, says: "budget: the script does not return", seconds: 20),
            Trial(
                testDescription: "grow",
                status: 3,
                says: "budget: the script's process ran out of memory",
                seconds: 20
            ),
            Trial(
                testDescription: "garbage",
                status: 1,
                says: "it said what no script says: a frame of 2779096485 bytes"
            ),
            Trial(testDescription: "forge", status: 1, says: "it said what no script says: a turn without an intent"),
            Trial(testDescription: "crash", status: 1, says: "the script's process crashed: Aborted"),
            Trial(testDescription: "leave", status: 1, says: "the script's process ended by itself, with code 9"),
        ]

        @Test("that misbehaves ends with one clear line", arguments: trials)
        private func misbehaves(trial: Trial) throws {
            if trial.testDescription == "grow", Self.isSanitized { return }
            try withScript(Self.script) { path in
                let process = try RunningProgram(
                    Program.binary,
                    ["run", "--isolate", "--data-dir", Program.dataFolder(), path],
                    environment: ["IBSCRIPT_TRIAL": trial.testDescription]
                )
                let (result, time) = finish(process)
                #expect(result.status == trial.status, "\(result.errors)")
                let ends = result.errors.split(separator: "\n").filter { $0.contains("ended: ") }
                #expect(ends.count == 1 && ends[0].contains(trial.says), "\(result.errors)")
                #expect(time < .seconds(trial.seconds))
                #expect(!result.output.contains("forged"))
            }
        }

        @Test("that asks without end is ended, for that or for its time")
        func flood() throws {
            try withScript("print('begun') sleep(1)") { path in
                let process = try RunningProgram(
                    Program.binary,
                    ["run", "--isolate", "--data-dir", Program.dataFolder(), path],
                    environment: ["IBSCRIPT_TRIAL": "flood"]
                )
                let (result, time) = finish(process)
                #expect(
                    result.errors.contains("100001 intents in one event")
                        || result.errors.contains("the script does not return"),
                    "\(result.errors)"
                )
                #expect([1, 3].contains(result.status))
                #expect(time < .seconds(30))
            }
        }

        @Test("that was taken over reaches nothing", arguments: ["calls", "landlock"])
        func reachesNothing(trial: String) throws {
            try withScript(Self.script) { path in
                let process = try RunningProgram(
                    Program.binary,
                    ["run", "--isolate", "--data-dir", Program.dataFolder(), path],
                    environment: ["IBSCRIPT_TRIAL": trial]
                )
                let (result, _) = finish(process)
                #expect(result.status == 0, "\(result.errors)")
                let results = result.output.split(separator: "\n").map { $0.split(separator: " ") }
                #expect(results.count == (trial == "calls" ? 12 : 4), "\(result.output)")
                for line in results {
                    // EPERM by the filter; EACCES too by Landlock.
                    #expect(line.last == "-1" || (trial == "landlock" && line.last == "-13"), "\(line)")
                }
                #expect(!FileManager.default.fileExists(atPath: "/tmp/ibscript-trial"))
            }
        }

        @Test("that never comes back delays neither another script nor the connection")
        func another() throws {
            let simulator = try Simulator(["--speed", "1x"])
            defer { _ = simulator.stop() }
            let other = """
                sleep(0.2)
                place(contract("AAPL"), order("BUY", 1)):wait()
                log("bought")
                """
            try withScript(Self.script) { first in
                try withScript(other) { second in
                    let process = try RunningProgram(
                        Program.binary,
                        [
                            "run", "--isolate", "--paper", "--port", "\(simulator.port)", "--data-dir",
                            Program.dataFolder(), "--for", "4s", first, second,
                        ],
                        environment: ["IBSCRIPT_TRIAL": "spin"]
                    )
                    let (result, _) = finish(process)
                    let bought = try #require(result.errors.range(of: ": bought\n"), "\(result.errors)")
                    let ended = try #require(
                        result.errors.range(of: "victim: ended: budget: the script does not return"),
                        "\(result.errors)"
                    )
                    #expect(bought.lowerBound < ended.lowerBound, "\(result.errors)")
                    #expect(result.status == 3)
                }
            }
        }
    #endif

    /// The process that a run has started for its script.
    static func child(of run: Int32) throws -> Int32 {
        let folder = "/proc/\(run)/task"
        for thread in try FileManager.default.contentsOfDirectory(atPath: folder) {
            let text = (try? String(contentsOfFile: "\(folder)/\(thread)/children", encoding: .utf8)) ?? ""
            if let number = text.split(separator: " ").compactMap({ Int32($0) }).first { return number }
        }
        throw SimulatorFailure("no child of \(run)")
    }

    @Test(
        "that is killed, or stopped, ends its run",
        arguments: [(SIGKILL, "the script's process was killed"), (SIGSTOP, "the script does not return")]
    )
    func signal(number: Int32, says: String) throws {
        let run = try Run(Self.script, ["--isolate"], name: "victim")
        #expect(run.line(beginning: "alive") != nil)
        #expect(kill(try Self.child(of: run.pid), number) == 0)
        #expect(run.wait() == 3, "\(run.said)")
        #expect(run.said.contains("ended: budget: \(says)"), "\(run.said)")
    }

    /// As in a container that runs nothing else.
    @Test("begins under a run that is process 1")
    func first() throws {
        try withScript("print('begun')") { path in
            let words = ["--map-root-user", "--pid", "--fork", Program.binary.path, "run", "--isolate"]
            let result = try EndToEndTests.run(
                URL(fileURLWithPath: "/usr/bin/unshare"),
                words + ["--data-dir", Program.dataFolder(), path],
                deadline: 20
            )
            #expect(result.status == 0 && result.output == "begun\n", "\(result.errors)")
        }
    }

    @Test("ends with its run, whatever ends that")
    func orphan() throws {
        let run = try Run(Self.script, ["--isolate"], name: "victim")
        #expect(run.line(beginning: "alive") != nil)
        let child = try Self.child(of: run.pid)
        run.end(SIGKILL)
        // Nobody but the system may wait for the child of another process; tail ends with it.
        _ = try EndToEndTests.run(
            URL(fileURLWithPath: "/usr/bin/tail"),
            ["--pid=\(child)", "-f", "/dev/null"],
            deadline: 10
        )
        let stat = (try? String(contentsOfFile: "/proc/\(child)/stat", encoding: .utf8)) ?? "gone) Z"
        #expect(stat.contains(") Z"), "\(stat)")
    }
}
