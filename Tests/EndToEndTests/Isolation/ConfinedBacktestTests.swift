import Foundation
import Glibc
import Testing

/// A backtest as a whole in one locked-down process, beside the same in the program's own.
@Suite("A confined backtest")
struct ConfinedBacktestTests {
    private static let data = Program.root.appendingPathComponent("scripts/data").path

    private func backtest(_ arguments: [String], input: String? = nil) throws -> Finished {
        try run(Program.binary, ["backtest"] + arguments + ["--data", Self.data], input: input, deadline: 300)
    }

    /// What a backtest leaves: exit code, output, lines, results and page.
    private func outcome(_ arguments: [String], input: String? = nil) throws -> [String] {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let (save, page) = (folder.appendingPathComponent("save"), folder.appendingPathComponent("page"))
        let result = try backtest(arguments + ["--save", save.path, "--html", page.path], input: input)
        let files = [save, page].map { (try? String(contentsOf: $0, encoding: .utf8)) ?? "none" }
        let errors = result.errors.replacing(page.path, with: "page")
        return ["\(result.status)", result.output, errors] + files
    }

    private func expectSame(_ arguments: [String], input: String? = nil, status: Int32? = nil) throws {
        let confined = try outcome(arguments, input: input)
        let here = try outcome(arguments + ["--in-process"], input: input)
        // Neither was ended by force.
        #expect(!confined[0].hasPrefix("-"))
        for (one, other) in zip(confined, here) { #expect(one == other) }
        if let status { #expect(confined[0] == "\(status)", "\(confined[2])") }
    }

    @Test(
        "is the same to the last byte",
        arguments: ["bracket", "buy_and_hold", "rsi_reversion", "sma_cross"],
        [["--fills", "all"], ["--fills", "conservative", "--json"], ["--quiet", "--benchmark", "INDX"]]
    )
    func strategies(name: String, options: [String]) throws {
        let folder = Program.root.appendingPathComponent("Tests/EndToEndTests/Scripts/backtests").path
        let arguments = ["\(folder)/\(name).lua"] + options
        try expectSame(arguments, status: 0)
        #expect(try outcome(arguments)[3].contains("\"fills\":[{"))
    }

    /// `download.lua` is left out: its second run goes on where the first has ended. So is `watch.lua`, which asks the
    /// time every second.
    @Test(
        "is the same for what is shipped, most of which asks for what the data has not",
        arguments: [
            "bracket.lua", "buy_aapl.lua", "cross_alert.lua", "guard.lua", "opening_range.lua", "order_routing.lua",
            "rebalance.lua", "sma_cross.lua", "wheel.lua",
        ]
    )
    func shipped(name: String) throws {
        try expectSame([Program.script(name), "--fills", "paper-ib", "--from", "2020-12-30"])
    }

    /// A script with its exit code.
    private struct Ended: CustomTestStringConvertible {
        let testDescription: String
        let status: Int32
        let text: String
    }

    private static let endings = [
        Ended(testDescription: "an error", status: 1, text: "print('a') sleep(60) local x = nil print(x.y)"),
        Ended(testDescription: "a stop", status: 0, text: "sleep(3600) stop('enough')"),
        Ended(
            testDescription: "a budget",
            status: 3,
            text: "--[[ibscript\napi = 1\n[budget]\nmain_instructions = 1000000\n]]\nwhile true do end"
        ),
        Ended(testDescription: "no Lua", status: 65, text: "place(contract('ACME'),, order('BUY', 1))"),
        Ended(testDescription: "no header", status: 65, text: "--[[ibscript\napi = \n]]\nprint('a')"),
        Ended(testDescription: "a denial", status: 4, text: "place(contract('ACME'), order('BUY', 1e12))"),
        Ended(
            testDescription: "texts, tables and screens",
            status: 0,
            text: """
                print("tab\\t\\u{1B}[31mred\\u{202E}ä €")
                log("\\27[2J" .. string.rep("x", 3000))
                screen({ { "a", "b" }, { 1, 2 } })
                screen({ { "a", "b" }, { 1, 2 } })
                print("between")
                screen({ { "a", "b" }, { 3, 4 } })
                for i = 1, 1500 do print(i, string.rep("y", 100)) end
                """
        ),
        Ended(
            testDescription: "time zones",
            status: 0,
            text: """
                --[[ibscript
                api = 1
                timezone = "Asia/Tokyo"
                ]]
                print(time.format(now()), time.format(now(), nil, "Europe/Berlin"))
                print(pcall(time.format, now(), nil, "Nowhere/None"))
                """
        ),
        Ended(testDescription: "random numbers", status: 0, text: "for i = 1, 5 do print(math.random(1000)) end"),
    ]

    @Test("ends as in the program's own process, with the same words and the same exit code", arguments: endings)
    private func ended(ending: Ended) throws {
        try withScript(ending.text) { path in
            try expectSame([path, "--fills", "paper-ib"])
            try expectSame([path, "--fills", "paper-ib", "--json", "--from", "2020-01-01"])
            #expect(try backtest([path, "--quiet"]).status == ending.status)
        }
    }

    @Test("takes its script from standard input")
    func standardInput() throws {
        try expectSame(["-", "--fills", "paper-ib"], input: "print(now()) print(contract('ACME').symbol)", status: 0)
    }

    @Test("has the files that the header names, and the modules beside the script, and no others")
    func files() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let text = """
            --[[ibscript
            api = 1
            [files]
            read = ["in.csv"]
            write = ["out.csv"]
            ]]
            local tools = require "tools"
            print(tools.twice(21), pcall(require, "none"))
            print(csv.read("in.csv")[1].a, pcall(csv.read, "/etc/passwd"), pcall(csv.read, "other.csv"))
            local out = csv.open("out.csv", { "day", "close" })
            local series = history(contract("ACME"), { bars = "1 day", duration = "1 Y", live = true })
            on("bar", function(bar) out:write{ day = bar.time, close = bar.close } end)
            """
        try Data(text.utf8).write(to: folder.appendingPathComponent("main.lua"))
        try Data("return { twice = function(x) return 2 * x end }".utf8)
            .write(to: folder.appendingPathComponent("tools.lua"))
        try Data("a\n7\n".utf8).write(to: folder.appendingPathComponent("in.csv"))
        try Data("a\n8\n".utf8).write(to: folder.appendingPathComponent("other.csv"))
        let script = folder.appendingPathComponent("main.lua").path
        func left(_ options: [String]) throws -> [String] {
            let out = folder.appendingPathComponent("out.csv")
            try? FileManager.default.removeItem(at: out)
            let result = try backtest([script, "--fills", "paper-ib"] + options)
            return [result.output, result.errors, (try? String(contentsOf: out, encoding: .utf8)) ?? "none"]
        }
        let (confined, here) = (try left([]), try left(["--in-process"]))
        #expect(confined == here)
        #expect(confined[0].hasPrefix("42\tfalse\t"), "\(confined[0])\(confined[1])")
    }

    // MARK: Its end

    /// A backtest whose script has begun to print.
    private final class Begun {
        private let process = Process()
        private let (output, errors) = (Pipe(), Pipe())
        var identifier: Int32 { process.processIdentifier }

        init(_ path: String) throws {
            process.executableURL = Program.binary
            process.arguments = ["backtest", path, "--data", ConfinedBacktestTests.data, "--fills", "paper-ib"]
            (process.standardInput, process.standardOutput) = (FileHandle.nullDevice, output)
            process.standardError = errors
            try process.run()
            #expect(output.fileHandleForReading.readFirstLine() == "begun")
        }

        deinit { if process.isRunning { kill(identifier, SIGKILL) } }

        /// Waits for its end, which is forced after 40 s; the exit code, or the signal that ended it, below zero.
        func finish() -> (status: Int32, errors: String) {
            let identifier = identifier
            let watchdog = DispatchWorkItem { kill(identifier, SIGKILL) }
            DispatchQueue.global().asyncAfter(deadline: .now() + 40, execute: watchdog)
            defer { watchdog.cancel() }
            let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            let status = process.terminationStatus
            return (process.terminationReason == .exit ? status : -status, said)
        }
    }

    @Test("ends with its process at a signal, as every command that is no run", arguments: [SIGINT, SIGTERM, SIGHUP])
    func signal(number: Int32) throws {
        try withScript(hangingScript) { path in
            let program = try Begun(path)
            let child = try ScriptProcessTests.child(of: program.identifier)
            let begin = ContinuousClock.now
            kill(program.identifier, number)
            #expect(program.finish().status == -number)
            _ = try run(
                URL(fileURLWithPath: "/usr/bin/tail"),
                ["--pid=\(child)", "-f", "/dev/null"],
                deadline: 10
            )
            #expect(ContinuousClock.now - begin < .seconds(5))
            let stat = (try? String(contentsOfFile: "/proc/\(child)/stat", encoding: .utf8)) ?? "gone) Z"
            #expect(stat.contains(") Z"), "\(stat)")
        }
    }

    @Test(
        "whose process is killed, or stopped, says so and ends",
        arguments: [(SIGKILL, "the script's process was killed"), (SIGSTOP, "the script does not return")]
    )
    func killed(number: Int32, says: String) throws {
        try withScript(hangingScript) { path in
            let program = try Begun(path)
            #expect(kill(try ScriptProcessTests.child(of: program.identifier), number) == 0)
            let result = program.finish()
            #expect(result.status == 3)
            #expect(result.errors.contains("ibscript: \(says)"), "\(result.errors)")
        }
    }

    #if DEBUG
        /// A process that has been taken over, how its backtest ends, and what it then says.
        private struct Trial: CustomTestStringConvertible {
            let testDescription: String
            let status: Int32
            let says: String
        }

        private static let trials = [
            Trial(testDescription: "spin", status: 3, says: "the script does not return"),
            Trial(testDescription: "grow", status: 3, says: "the script's process ran out of memory"),
            Trial(
                testDescription: "garbage",
                status: 1,
                says: "it said what no script says: a frame of 2779096485 bytes"
            ),
            Trial(testDescription: "forge", status: 1, says: "it said what no script says: an amount of nan"),
            Trial(testDescription: "crash", status: 1, says: "the script's process crashed: Aborted"),
            Trial(testDescription: "leave", status: 1, says: "the script's process ended by itself, with code 9"),
        ]

        private func finish(_ trial: String) throws -> Finished {
            let words = ["backtest", Program.script("sma_cross.lua"), "symbol=ACME", "--data", Self.data]
            return try RunningProgram(
                Program.binary,
                words + ["--fills", "paper-ib"],
                environment: ["IBSCRIPT_TRIAL": trial]
            ).finish(deadline: 60)
        }

        @Test("that was taken over ends with one clear line", arguments: trials)
        private func misbehaves(trial: Trial) throws {
            let isSanitized = ["ASAN_OPTIONS", "TSAN_OPTIONS"].contains {
                ProcessInfo.processInfo.environment[$0] != nil
            }
            // Sanitizers need the address space that the limit takes away.
            if trial.testDescription == "grow", isSanitized { return }
            let result = try finish(trial.testDescription)
            #expect(result.status == trial.status)
            #expect(result.errors.split(separator: "\n").count == 1, "\(result.errors)")
            #expect(result.errors.contains(trial.says), "\(result.errors)")
            // No terminal acts on what it writes, and it makes no report.
            #expect(!result.output.contains("\u{1B}") && !result.output.contains("Final equity"))
            if trial.testDescription == "forge" { #expect(result.output == "\\u{1b}]0;forged\\u{7}\n") }
        }

        @Test("that was taken over reaches nothing", arguments: ["calls", "landlock"])
        func reachesNothing(trial: String) throws {
            let result = try finish(trial)
            #expect(result.status == 0, "\(result.errors)")
            let results = result.output.split(separator: "\n").map { $0.split(separator: " ") }
                .prefix { $0.first != "sma-cross," }
            #expect(results.count == (trial == "calls" ? 12 : 4), "\(result.output)")
            for line in results {
                // EPERM by the filter; EACCES too by Landlock.
                #expect(line.last == "-1" || (trial == "landlock" && line.last == "-13"), "\(line)")
            }
            #expect(!FileManager.default.fileExists(atPath: "/tmp/ibscript-trial"))
        }
    #endif
}
