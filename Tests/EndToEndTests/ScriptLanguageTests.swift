import Foundation
import Testing

/// What a script of the first week does, with the built program on the embedded simulator.
@Suite("The language, end to end")
struct ScriptLanguageTests {
    private let data = Program.dataFolder()

    private func script(_ text: String, _ arguments: [String] = [], name: String = "test") throws -> Finished {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("\(name).lua")
        try Data(text.utf8).write(to: file)
        return try run(
            Program.binary,
            ["run", "--speed", "max", "--data-dir", data] + arguments + [file.path],
            deadline: 60
        )
    }

    @Test("state is kept with --keep-state, and begins empty without")
    func state() throws {
        let text = "state.n = (state.n or 0) + 1 state.seen = {name = 'x'} print('run', state.n, state.seen.name)"
        for (arguments, shown) in [([], "1"), (["--keep-state"], "1"), (["--keep-state"], "2"), ([], "1")] {
            let result = try script(text, arguments)
            #expect(
                result.status == 0 && result.output.contains("run\t\(shown)\tx"),
                "\(result.output)\(result.errors)"
            )
        }
    }

    @Test("a simulator kept with --state knows its scripts' orders, what they have traded, and their state")
    func keptSimulator() throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).db")
        defer { try? FileManager.default.removeItem(at: file) }
        let text = """
            print("begin", state.runs, #orders(), position(contract("AAPL")))
            if state.runs then
                flatten()
                print("flat", #orders(), position(contract("AAPL")))
            else
                place(contract("AAPL"), order("BUY", 10)):wait()
                local t = place(contract("AAPL"), order("BUY", 5, 180), {key = "low"})
                while t.status ~= "Submitted" and t.status ~= "PreSubmitted" do sleep(0.1) end
            end
            state.runs = (state.runs or 0) + 1
            """
        let kept = ["--state", file.path, "--take-over"]
        #expect(try script(text, kept).output == "begin\tnil\t0\t0\n")
        let second = try script(text, kept)
        #expect(second.output == "begin\t1\t1\t10\nflat\t0\t0\n", "\(second.errors)")
        #expect(!second.errors.contains("left alone"), "\(second.errors)")
        #expect(try script(text, kept).output == "begin\t2\t0\t0\nflat\t0\t0\n")
        let halted = try run(Program.binary, ["halt", "--data-dir", data])
        #expect(halted.status == 0 && halted.output.contains(" on simulator "), "\(halted.output)\(halted.errors)")
        let denied = try script("place(contract('AAPL'), order('BUY', 1))", kept)
        #expect(denied.status == 4, "\(denied.errors)")
        // Another simulator has books of its own, and so does a run without a file.
        #expect(try script(text).output == "begin\tnil\t0\t0\n")
    }

    @Test("state of an account is kept over runs, and that of another script is another one")
    func stateOfAccount() throws {
        let simulator = try Simulator(["--no-board"])
        let paper = ["--paper", "--port", "\(simulator.port)", "--for", "20s"]
        let text = """
            state.n = (state.n or 0) + 1
            local t = place(contract("AAPL"), order("BUY", 1))
            print("run", state.n, t.orderId)
            """
        for shown in ["1", "2"] {
            let next = try Run(text, paper + ["--take-over"], data: data, name: "first")
            #expect(next.line(beginning: "run")?.hasPrefix("run\t\(shown)\t") == true, "\(next.said)")
            #expect(next.end(SIGKILL) == -SIGKILL)
        }
        let other = try Run(text, paper, data: data, name: "second")
        #expect(other.line(beginning: "run")?.hasPrefix("run\t1\t") == true, "\(other.said)")
        other.end(SIGTERM)
        #expect(simulator.stop() == 0)
    }

    @Test("a name that belongs to another file is refused when the run begins, before the script does anything")
    func nameTaken() throws {
        let simulator = try Simulator(["--no-board"])
        let paper = ["--paper", "--port", "\(simulator.port)"]
        let first = try Run(#"place(contract("AAPL"), order("BUY", 1)):wait()"#, paper, data: data, name: "same")
        #expect(first.wait() == 0, "\(first.said)")
        let second = try Run(#"print("begun")"#, paper, data: data, name: "same")
        #expect(second.wait() == 4, "\(second.said)")
        #expect(second.said.contains("name_taken") && second.said.contains("--take-over"), "\(second.said)")
        let third = try Run(#"print("begun")"#, paper + ["--take-over"], data: data, name: "same")
        #expect(third.line(beginning: "begun") == "begun", "\(third.said)")
        #expect(simulator.stop() == 0)
    }

    @Test("flatten cancels the script's orders and closes its position, of one symbol or of all")
    func flatten() throws {
        let result = try script(
            """
            local aapl, msft = contract("AAPL"), contract("MSFT")
            place(aapl, order("BUY", 30)):wait() place(msft, order("SELL", 20)):wait()
            place(aapl, order("BUY", 5, 100)) place(msft, order("BUY", 5, 100))
            sleep(1)
            flatten{symbol = "AAPL"}
            print("one", own.position(aapl).position, own.position(msft).position, #orders())
            flatten()
            print("all", own.position(msft).position, #orders(), #own.fills())
            place(aapl, order("BUY", 1)):wait()
            print("open", own.position(aapl).position)
            """
        )
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.contains("one\t0\t-20\t1"), "\(result.output)\(result.errors)")
        #expect(result.output.contains("all\t0\t0\t4") && result.output.contains("open\t1"))
    }

    @Test("flatten of the account closes everything and narrows entries until a person opens them again")
    func flattenAccount() throws {
        let result = try script(
            """
            --[[ibscript
            api = 1
            [trade]
            scope = "account"
            ]]
            local c = contract("AAPL")
            place(c, order("BUY", 30)):wait()
            flatten{account = true}
            print(#positions(), own.position(c).position)
            print(pcall(place, c, order("BUY", 1)))
            """
        )
        #expect(result.output.contains("0\t0"), "\(result.output)\(result.errors)")
        #expect(result.output.contains("REDUCING by ibscript: test flattens the account"))
    }

    @Test("notify.command gets the text on its standard input, its title and level in the environment")
    func notify() throws {
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
        let told = data + "/told"
        let settings =
            "zone = \"Asia/Tokyo\"\n[notify]\ncommand = 'echo \"$IBSCRIPT_LEVEL $IBSCRIPT_TITLE\" >> \(told); cat >> \(told)'\n"
        try Data(settings.utf8).write(to: URL(fileURLWithPath: data + "/config.toml"))
        let result = try script(
            #"notify("down 5 %", {title = "guard", level = "alarm"}) print(time.format(now(), "%H"))"#
        )
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.errors.contains("notify alarm: guard: down 5 %"))
        #expect(try String(contentsOfFile: told, encoding: .utf8) == "alarm guard\ndown 5 %")
        // 10:00 in New York is 00:00 of the next day in Tokyo: the zone of the settings counts where the header has none.
        #expect(result.output == "00\n")
    }

    @Test("run takes the simulator's options, and keeps the exchange with --state")
    func simulatorOptions() throws {
        let file = data + "-state.db"
        defer { for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: file + end) } }
        let text = #"place(contract("AAPL"), order("BUY", 10)):wait() print(positions()[1].position)"#
        let options = [
            "--state", file, "--accounts", "DU7654321", "--fills", "optimistic", "--chaos", "dup-status",
            // Each run has a file of its own for the same script, as one that was moved.
            "--take-over",
        ]
        for shown in ["10\n", "20\n"] {
            let result = try script(text, options)
            #expect(result.output == shown, "\(result.errors)")
            #expect(result.errors.contains("account DU•••321"))
        }
        let wrong = try script(text, ["--paper", "--fills", "optimistic"])
        #expect(wrong.status == 64 && wrong.errors.contains("--fills is for the embedded simulator"))
    }

    @Test("inputs: lists, files, --set, help of a script, and options that are inputs")
    func inputs() throws {
        let text = """
            --[[ibscript
            api = 1
            summary = "A test"
            [inputs]
            symbols = { type = "symbols", default = ["AAPL", "BRK B"] }
            qty = { type = "integer", min = 1, max = 50, summary = "how many" }
            ]]
            print(#input.symbols, input.symbols[2], input.qty)
            """
        try withScript(text) { path in
            let list = path + ".txt"
            defer { try? FileManager.default.removeItem(atPath: list) }
            try Data("# mine\nMSFT\nIBM  # big\n\nSPY\n".utf8).write(to: URL(fileURLWithPath: list))
            func output(_ words: String...) throws -> String {
                try run(Program.binary, ["run", path, "--speed", "max"] + words).output
            }
            #expect(try output("qty=5") == "2\tBRK B\t5\n")
            #expect(try output("symbols=AAPL,MSFT", "--set", "qty=7") == "2\tMSFT\t7\n")
            #expect(try output("symbols=@\(list)", "qty=1") == "3\tIBM\t1\n")
            let help = try run(Program.binary, ["run", path, "--help"])
            #expect(help.status == 0)
            #expect(help.output.contains("qty      integer, 1 to 50, needed: how many"), "\(help.output)")
            #expect(help.output.contains("largest order: 10000 units"))
            let option = try run(Program.binary, ["run", path, "--qty", "10"])
            #expect(option.status == 64 && option.errors.contains("write qty=10 after the script"), "\(option.errors)")
            let missing = try run(Program.binary, ["run", path])
            #expect(missing.status == 64 && missing.errors.contains("input qty (how many) needs a value"))
            let unknown = try run(Program.binary, ["run", path, "qty=1", "--set", "qyt=2"])
            #expect(unknown.status == 64 && unknown.errors.contains("did you mean qty?"), "\(unknown.errors)")
        }
    }

    @Test("code explains what TWS says, and scripts read the same")
    func codes() throws {
        let known = try run(Program.binary, ["code", "201", "10167"])
        #expect(known.status == 0)
        #expect(known.output.contains("201 (order): ") && known.output.contains("10167 (notice): "))
        let unknown = try run(Program.binary, ["code", "31337"])
        #expect(unknown.status == 1)
        let json = try run(Program.binary, ["code", "--json"])
        #expect(json.output.split(separator: "\n").allSatisfy { $0.hasPrefix(#"{"code":"#) })
        let result = try script(#"local ok, e = pcall(details, contract("NOSUCH")) print(e.code, e.remedy)"#)
        #expect(result.output.hasPrefix("200\tcheck symbol, secType"), "\(result.output)\(result.errors)")
    }
}
