import ArgumentParser
import ScriptRuntime
import Testing

@testable import ibscript

/// A plain command line is read as the tree of commands reads it, or not at all.
@Suite struct PlainCommandLineTests {
    @Test(
        arguments: [
            "buy.lua", "run buy.lua", "buy.lua symbol=MSFT qty=10", "buy.lua qty=1 qty=2", "buy.lua note=a=b",
            "--paper buy.lua", "run --paper --port 7496 buy.lua", "buy.lua --paper", "--port 4002 buy.lua --paper x=1",
            "--paper --paper buy.lua", "--paper --port 1 --port 2 buy.lua",
            "run --paper --max-rate 0 buy.lua --port 7497 mode=x --data-dir /tmp/d --in-process --journal off",
            "--paper --client-id 7 --account DU1 buy.lua", "--journal on buy.lua", "--in-process buy.lua",
        ]
    )
    func readsWhatTheTreeReads(_ line: String) throws {
        let words = line.split(separator: " ").map(String.init)
        let plain = try #require(PlainCommandLine.options(words))
        #expect(try plain == byTheTree(words))
    }

    @Test(
        arguments: [
            "", "run", "sim", "check buy.lua", "wire decode", "--help", "--version", "help run", "buy", "run buy",
            "--json buy.lua", "--live buy.lua", "--port 7497 buy.lua", "--paper --port 0 buy.lua",
            "--paper --port x buy.lua",
            "--paper buy.lua --port", "qty=1 buy.lua", "buy.lua --", "-x.lua", "--paper=1 buy.lua",
            "--paper", "--client-id 1 buy.lua", "--paper --client-id x buy.lua", "--paper --client-id -1 buy.lua",
            "--journal maybe buy.lua", "--journal", "--data-dir --paper buy.lua", "--max-rate -1 buy.lua",
        ]
    )
    func leavesTheRestToTheTree(_ line: String) {
        #expect(PlainCommandLine.options(line.split(separator: " ").map(String.init)) == nil)
    }

    /// Every line of up to four of these words: what is read plainly the tree reads alike.
    @Test(
        arguments: [
            ["run", "sim", "--paper", "--sim", "--port", "7497", "buy.lua", "qty=1", "--json", "-h", "x"],
            ["--paper", "buy.lua", "--in-process", "--journal", "off", "--data-dir", "--max-rate", "--client-id", "7"],
        ]
    )
    func neverReadsOtherwise(_ alphabet: [String]) throws {
        var lines: [[String]] = [[]]
        var plainLines = 0
        for _ in 1...4 {
            lines = lines.flatMap { line in alphabet.map { line + [$0] } }
            for line in lines {
                guard let plain = PlainCommandLine.options(line) else { continue }
                plainLines += 1
                #expect(try plain == byTheTree(line), "\(line)")
            }
        }
        // buy.lua, alone or after run, with --paper and a port, with inputs: few of the 16,104 lines, but not none.
        #expect(plainLines > 20)
    }

    private func byTheTree(_ words: [String]) throws -> RunOptions {
        let command = try IBScriptCommand.parseAsRoot(words)
        return try #require(command as? RunCommand).options()
    }
}
