import ArgumentParser
import ScriptRuntime
import Testing

@testable import ibscript

/// Live trading never starts by accident: only `--live` leads to a live account.
@Suite struct LiveGuardTests {
    /// Every line of up to two of these flags, before or behind the script, on every port that a TWS may have.
    @Test func onlyTheFlagTradesLive() throws {
        let flags: [[String]] = [
            ["--sim"], ["--paper"], ["--live"], ["--port", "7496"], ["--port", "4001"], ["--port", "7497"],
            ["--host", "10.0.0.1"], ["--account", "U1"], ["--client-id", "7"],
        ]
        var lines: [[String]] = [[]]
        var level: [[String]] = [[]]
        for _ in 1...2 {
            level = level.flatMap { line in flags.map { line + $0 } }
            lines += level
        }
        var runs = 0
        for line in lines {
            for words in [line + ["buy.lua"], ["buy.lua"] + line] {
                let options = PlainCommandLine.options(words) ?? byTheTree(words)
                guard let options else { continue }
                runs += 1
                switch options.target {
                case .live: #expect(line.contains("--live"), "\(words)")
                case .simulator: #expect(!line.contains("--port") && !line.contains("--host"), "\(words)")
                case .paper: #expect(line.contains("--paper"), "\(words)")
                }
            }
        }
        #expect(runs > 30)
    }

    private func byTheTree(_ words: [String]) -> RunOptions? {
        guard let command = try? IBScriptCommand.parseAsRoot(words) as? RunCommand else { return nil }
        return try? command.options()
    }
}
