import Foundation
import Testing

/// `ibscript repl` in a real terminal.
@Suite("repl")
struct ReplTests {
    private func terminal(_ arguments: String...) throws -> Terminal {
        let terminal = try Terminal(["repl", "--data-dir", Program.dataFolder()] + arguments)
        try terminal.wait(for: "on the simulator")
        return terminal
    }

    @Test("a trade, its fields, an error, a wait that is cancelled, an hour that passes, and a script at the end")
    func session() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let terminal = try terminal()
        try terminal.type("6 * 7", keys: "Enter")
        try terminal.wait(for: "\n42\n")
        try terminal.type("t = pla", keys: "Tab")
        try terminal.wait(for: "> t = place")
        try terminal.type("(contract('AAPL'), order('BUY', 10))", keys: "Enter")
        try terminal.wait(for: "order 1: Filled, filled 10")
        try terminal.type("t.avgFill", keys: "Tab", "Enter")
        try terminal.wait { $0.contains("> t.avgFillPrice\n19") }
        try terminal.type("if t.isDone then", keys: "Enter")
        try terminal.type("print('do' .. 'ne')", keys: "Enter")
        try terminal.type("end", keys: "Enter")
        try terminal.wait(for: "\ndone\n")
        try terminal.type("nothing.x", keys: "Enter")
        try terminal.wait(for: "attempt to index a nil value (global 'nothing')")
        try terminal.type("sleep(100000)", keys: "Enter")
        try terminal.type("print('be' .. 'hind')", keys: "Enter")
        try terminal.wait(for: "> print('be' .. 'hind')")
        try terminal.type("", keys: "C-c")
        try terminal.type("print('af' .. 'ter')", keys: "Enter")
        let screen = try terminal.wait(for: "\nafter\n")
        #expect(!screen.contains("\nbehind\n"))
        try terminal.type(".clock +1h", keys: "Enter")
        try terminal.type("os.date('%H', os.time())", keys: "Enter")
        try terminal.wait(for: "\n11\n")
        try terminal.type(".save \(folder.path)/saved.lua", keys: "Enter")
        try terminal.wait(for: "pieces written")
        try terminal.type("", keys: "C-d")
        try terminal.wait(for: "summary: AAPL: position 10")
        #expect(try terminal.status() == 0)
        let saved = try String(contentsOf: folder.appendingPathComponent("saved.lua"), encoding: .utf8)
        #expect(saved.contains("t = place(contract('AAPL'), order('BUY', 10))\n"))
        #expect(!saved.contains("nothing.x") && !saved.contains("sleep(100000)") && !saved.contains("behind"))
    }

    @Test("time passes between lines, a denial is shown once, a lost local is explained once, .quit ends it")
    func surprises() throws {
        // Without the wide limits of other tests.
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        let terminal = try Terminal(["repl", "--data-dir", folder.path, "--speed", "100x"])
        try terminal.wait(for: "on the simulator")
        try terminal.type("first = now()", keys: "Enter")
        try terminal.type("place(contract('AAPL'), order('BUY', 10, 19))", keys: "Enter")
        try terminal.wait(for: "give a price closer to the market")
        try terminal.type("local x = 5", keys: "Enter")
        try terminal.wait(for: "a local variable is gone when its line has run")
        try terminal.type("local y = 5", keys: "Enter")
        try terminal.type("now() > first and 'later' or 'same'", keys: "Enter")
        let screen = try terminal.wait(for: "\nlater\n")
        #expect(screen.components(separatedBy: "too far from the market").count == 2, "\(screen)")
        #expect(screen.components(separatedBy: "a local variable is gone").count == 2, "\(screen)")
        try terminal.type("quit", keys: "Enter")
        try terminal.wait(for: "to end the session: .exit, or Ctrl-D")
        try terminal.type(".quit", keys: "Enter")
        #expect(try terminal.status() == 0)
    }

    @Test("a line or handler that never ends is ended, and the session goes on; lists are shown with what is in them")
    func endless() throws {
        let terminal = try terminal()
        try terminal.type("x = 7", keys: "Enter")
        try terminal.type("while true do end", keys: "Enter")
        try terminal.wait(for: "ran for too long without waiting")
        try terminal.type("x * 6", keys: "Enter")
        try terminal.wait(for: "\n42\n")
        try terminal.type("{1, 'a', {b = true}}, 5", keys: "Enter")
        try terminal.wait(for: "\n{1, \"a\", {b = true}} ")
        try terminal.type("every(1, function() while true do end end)", keys: "Enter")
        try terminal.wait(for: "the handler ran for too long without waiting, so it was ended and switched off")
        try terminal.type("table.sort({1, 2}, function() while true do end end)", keys: "Enter")
        try terminal.wait(for: "> table.sort({1, 2}")
        try terminal.type("", keys: "C-c")
        try terminal.wait(for: "the line was interrupted")
        try terminal.type("x * 7", keys: "Enter")
        try terminal.wait(for: "\n49\n")
        try terminal.type(".exit", keys: "Enter")
        #expect(try terminal.status() == 0)
    }

    @Test("lines of an earlier session come back")
    func history() throws {
        let data = Program.dataFolder()
        for word in ["print('fir' .. 'st')", ""] {
            let terminal = try Terminal(["repl", "--data-dir", data])
            try terminal.wait(for: "on the simulator")
            try word.isEmpty ? terminal.type("", keys: "Up", "Up", "Enter") : terminal.type(word, keys: "Enter")
            try terminal.wait(for: "\nfirst\n")
            try terminal.type(".exit", keys: "Enter")
            #expect(try terminal.status() == 0)
        }
    }

    @Test("on paper it trades at TWS, whose time cannot be moved")
    func paper() throws {
        let simulator = try Simulator()
        let words = ["repl", "--paper", "--port", "\(simulator.port)", "--data-dir", Program.dataFolder()]
        let terminal = try Terminal(words)
        try terminal.wait(for: "repl on paper")
        try terminal.type("place(contract('AAPL'), order('BUY', 10)):wait()", keys: "Enter")
        try terminal.wait(for: "Filled, filled 10")
        try terminal.type(".clock +1h", keys: "Enter")
        try terminal.wait(for: "only the simulator's time")
        try terminal.type(".exit", keys: "Enter")
        #expect(try terminal.status() == 0)
    }

    @Test("without a terminal it says what to do instead")
    func piped() throws {
        let result = try run(Program.binary, ["repl"])
        #expect(result.status == 64 && result.errors.contains("ibscript run -"))
    }
}

@Suite("Scripts that are in no file")
struct ScriptTextTests {
    @Test("-e runs a text, alone and behind run, with the values of its inputs")
    func text() throws {
        let data = ["--data-dir", Program.dataFolder()]
        #expect(try run(Program.binary, ["-e", "print(6 * 7)"] + data).output == "42\n")
        let code = "--[[ibscript\napi = 1\n[inputs]\nn = { type = \"integer\" }\n]]\nprint(input.n + 1)"
        #expect(try run(Program.binary, ["run", "-e", code, "n=4"] + data).output == "5\n")
        let fault = try run(Program.binary, ["-e", "print(", "--sim"] + data)
        #expect(fault.status == 65 && fault.errors.contains("command-line.lua:1:"))
    }

    @Test("- runs what stands on standard input")
    func piped() throws {
        let words = ["-", "--data-dir", Program.dataFolder()]
        let result = try run(Program.binary, words, input: "print(6 * 7)")
        #expect(result.output == "42\n" && result.status == 0)
    }
}
