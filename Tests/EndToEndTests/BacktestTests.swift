import Foundation
import Testing

/// `ibscript backtest` beside `backtrader` and `backtesting` from PyPI, and as a command.
@Suite("Backtests")
struct BacktestTests {
    private static let strategies = ["buy_and_hold", "sma_cross", "rsi_reversion", "bracket"]
    private static let data = Program.root.appendingPathComponent("scripts/data").path

    private static func script(_ name: String) -> String {
        Program.root.appendingPathComponent("Tests/EndToEndTests/Scripts/backtests/\(name).lua").path
    }

    private func backtest(_ arguments: [String]) throws -> Finished {
        try run(Program.binary, ["backtest"] + arguments, deadline: 300)
    }

    /// The lines that the reference program prints, from ours.
    private static func lines(_ output: String) throws -> [String] {
        var zone = Calendar(identifier: .gregorian)
        zone.timeZone = try #require(TimeZone(identifier: "America/New_York"))
        var lines: [String] = []
        for line in output.split(separator: "\n") {
            let event = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            switch event["event"] as? String {
            case "fill":
                let time = try #require(event["time"] as? Double)
                let day = zone.dateComponents([.year, .month, .day], from: Date(timeIntervalSince1970: time))
                let quantity = try #require(event["quantity"] as? Int) * (event["side"] as? String == "BOT" ? 1 : -1)
                lines.append(
                    String(
                        format: "fill %04d-%02d-%02d %d %.2f",
                        day.year ?? 0,
                        day.month ?? 0,
                        day.day ?? 0,
                        quantity,
                        try #require(event["price"] as? Double)
                    )
                )
            case "report":
                let profiles = try #require(event["profiles"] as? [String: [String: Double]])
                lines.append(String(format: "equity %.2f", try #require(profiles["optimistic"]?["finalEquity"])))
            default: break
            }
        }
        return lines
    }

    /// 24 bars of 5 minutes from 09:30 in New York on 2025-12-01: `TZ=America/New_York date -d '2025-12-01 09:30' +%s` is
    /// 1764599400.
    private static func fiveMinutes(in folder: URL) throws -> String {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let rows = (0..<24).map { "\(1_764_599_400 + 300 * $0),175,176,174,175,1000" }
        let file = folder.appendingPathComponent("h.csv")
        try Data((["time,open,high,low,close,volume"] + rows).joined(separator: "\n").utf8).write(to: file)
        return file.path
    }

    @Test(
        "a file with another name is taken for the script's only symbol, and coarse data is not passed over in silence"
    )
    func otherName() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ibscript-\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = try Self.fiveMinutes(in: folder)
        let header = "--[[ibscript\napi = 1\n[trade]\nsymbols = [\"AAPL\"]\n]]\n"
        try withScript(header + #"bars(contract("AAPL"), "1 min") on("bar", function(b) print(b.close) end)"#) { path in
            let result = try backtest([path, "--data", file])
            #expect(result.status == 0 && result.output.contains("175"), "\(result.errors)")
            let words = result.output.split { $0.isWhitespace }.joined(separator: " ")
            #expect(words.contains("\(file): taken for AAPL, the script's only symbol; its name says H."), "\(words)")
            let coarse = "AAPL: the script asks for bars of 1 min and gets the data's, of 5 mins."
            #expect(result.errors.contains(coarse), "\(result.errors)")
            #expect(words.contains(coarse), "\(words)")
        }
        // Without an only symbol, the error says what the data has.
        try withScript(#"bars(contract("AAPL"), "5 mins")"#) { path in
            let result = try backtest([path, "--data", file])
            #expect(result.status == 1 && result.errors.contains("the data in \(file) has only H"), "\(result.errors)")
        }
    }

    @Test("a run that fails before it trades says why, even with --quiet, and reports no zeros")
    func failed() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ibscript-\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = try Self.fiveMinutes(in: folder)
        try withScript("state.x = 1\nerror('boom')") { path in
            let result = try backtest([path, "--data", file, "--quiet"])
            #expect(result.status == 1 && result.output.isEmpty, "\(result.output)")
            let name = URL(fileURLWithPath: path).lastPathComponent
            let line = "under paper-ib the run ended with exit code 1: script error: \(name):2: boom"
            #expect(result.errors.contains(line), "\(result.errors)")
            let loud = try backtest([path, "--data", file])
            #expect(loud.errors.contains("state is not kept after this run: it writes no journal"), "\(loud.errors)")
        }
    }

    /// Both fill a limit order when a bar touches it, and at the bar's first price if that is better: as `optimistic` does.
    @Test(
        "the same fills on the same days, and the same money to the cent",
        arguments: strategies,
        ["backtrader", "backtesting"]
    )
    func reference(strategy: String, program: String) throws {
        let file = Self.data + "/ACME.csv"
        let theirs = try run(
            Program.python("backtests"),
            [Program.client("backtests/references.py"), program, strategy, file],
            deadline: 300
        )
        #expect(theirs.status == 0, "\(theirs.errors)")
        let ours = try backtest([Self.script(strategy), "--data", file, "--fills", "optimistic", "--json"])
        #expect(ours.status == 0, "\(ours.errors)")
        let expected = theirs.output.split(separator: "\n").map(String.init)
        #expect(expected.count >= 2)
        #expect(try Self.lines(ours.output) == expected)
    }

    @Test("the same run again says the same, byte for byte", arguments: ["sma_cross", "bracket"])
    func determinism(strategy: String) throws {
        let arguments = [Self.script(strategy), "--data", Self.data, "--benchmark", "INDX", "--json"]
        let first = try backtest(arguments)
        #expect(first.status == 0)
        #expect(first.output.utf8.count > 1_000)
        for _ in 0..<5 { #expect(try backtest(arguments).output == first.output) }
    }

    @Test("the shipped strategy has a report as text, as JSON and as a page")
    func shipped() throws {
        let folder = URL(fileURLWithPath: Program.dataFolder())
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let page = folder.appendingPathComponent("report.html").path
        let result = try backtest([
            Program.script("sma_cross.lua"), "symbol=ACME", "size=1 day", "fast=5", "--data", Self.data, "--benchmark",
            "indx",
            "--html", page,
        ])
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.hasPrefix("sma-cross, 2018-01-02 to 2020-12-31 (New York)\n"))
        #expect(result.output.contains("benchmark INDX"))
        #expect(result.errors.contains(/(?m)^2018-\d\d-\d\d 09:30:00\.000 order 1: BUY 100 ACME MKT placed$/))
        #expect(try String(contentsOfFile: page, encoding: .utf8).contains("<svg "))
        let later = try backtest([
            Program.script("sma_cross.lua"), "symbol=ACME", "size=1 day", "--data", Self.data, "--from", "2019-01-01",
            "--to", "2019-12-31",
            "--quiet",
        ])
        #expect(later.output.hasPrefix("sma-cross, 2019-01-02 to 2019-12-31 (New York)\n"))
        #expect(later.errors.isEmpty)
    }

    @Test("a condition on the figures sets the exit code")
    func failIf() throws {
        let arguments = [Self.script("buy_and_hold"), "--data", Self.data, "--quiet", "--fail-if"]
        let failed = try backtest(arguments + ["total_return < 0"])
        #expect(failed.status == 1)
        #expect(failed.errors.contains("--fail-if total_return < 0: it holds for optimistic, paper-ib, conservative"))
        #expect(try backtest(arguments + ["max_drawdown > 0.5"]).status == 0)
        let unknown = try backtest(arguments + ["drawdown > 0.5"])
        #expect(unknown.status == 64)
    }

    @Test("data that cannot be used ends with 65, its file, its line and the reason")
    func badData() throws {
        let folder = URL(fileURLWithPath: Program.dataFolder())
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        func result(_ text: String) throws -> Finished {
            let file = folder.appendingPathComponent("ACME.csv")
            try Data(("date,open,high,low,close\n" + text).utf8).write(to: file)
            return try backtest([Self.script("buy_and_hold"), "--data", file.path])
        }
        let bad = try result("2020-01-02,1,1,1,1\n2020-01-03,1,1,2,1\n")
        #expect(bad.status == 65)
        #expect(bad.errors.hasSuffix("ACME.csv:3: high 1.0 is below low 2.0\n"))
        let old = try result("1999-01-04,1,1,1,1\n1999-01-05,1,1,1,1\n")
        #expect(old.status == 65)
        #expect(old.errors.contains("trading hours and holidays are known from 2015 to 2030"))
        let missing = try backtest([Self.script("buy_and_hold"), "--data", folder.path + "/none"])
        #expect(missing.status == 65)
        let benchmark = try backtest([Self.script("buy_and_hold"), "--data", Self.data, "--benchmark", "INDY"])
        #expect(benchmark.status == 65)
        #expect(benchmark.errors.contains("did you mean INDX?"))
    }

    @Test("a script that only asks for what the data has not gets TWS's error, and its exit code is the run's")
    func unknownSymbol() throws {
        let folder = URL(fileURLWithPath: Program.dataFolder())
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let script = folder.appendingPathComponent("other.lua")
        try Data("place(contract(\"AAPL\"), order(\"BUY\", 1)):wait()\n".utf8).write(to: script)
        let result = try backtest([script.path, "--data", Self.data, "--fills", "paper-ib"])
        #expect(result.status == 1)
        #expect(result.errors.contains("200"))
        #expect(result.errors.contains("the data in \(Self.data) has only ") && !result.errors.contains("sim --list"))
    }

    @Test("in a locked-down process of its own a script does what it does in the program's")
    func isolated() throws {
        let words = [Self.script("sma_cross"), "--data", Self.data, "--fills", "all", "--json"]
        let (inside, outside) = (try backtest(words), try backtest(words + ["--isolate"]))
        #expect(inside.status == 0 && outside.status == 0, "\(inside.errors)\(outside.errors)")
        #expect(inside.output.contains("\"fill\"") && inside.output == outside.output)
    }
}
