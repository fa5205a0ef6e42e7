import Foundation
import Testing

@Suite("Past bars as CSV")
struct HistoryCommandTests {
    private func folder() throws -> URL {
        let folder = URL(fileURLWithPath: Program.dataFolder())
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    private func fetch(_ file: URL, to last: String) throws -> Finished {
        try run(
            Program.binary,
            ["history", "AAPL", "--bars", "30 mins", "--from", "2025-12-01", "--to", last, "--out", file.path],
            deadline: 120
        )
    }

    @Test("a download that goes on where one ended gives the file that one in a piece gives; backtest reads it")
    func resumed() throws {
        let folder = try folder()
        let (whole, pieces) = (folder.appendingPathComponent("AAPL.csv"), folder.appendingPathComponent("pieces.csv"))
        let first = try fetch(whole, to: "2025-12-12")
        #expect(first.status == 0, "\(first.errors)")
        #expect(try fetch(pieces, to: "2025-12-04").status == 0)
        let second = try fetch(pieces, to: "2025-12-12")
        #expect(second.status == 0, "\(second.errors)")
        #expect(second.errors.contains("pieces.csv has bars to 2025-12-04"))
        let text = try String(contentsOf: whole, encoding: .utf8)
        // Ten days of thirteen half hours, and the header.
        #expect(text.split(separator: "\n").count == 131)
        #expect(try String(contentsOf: pieces, encoding: .utf8) == text)
        let script = folder.appendingPathComponent("once.lua")
        try Data("place(contract(\"AAPL\"), order(\"BUY\", 1)):wait()\n".utf8).write(to: script)
        let tested = try run(Program.binary, ["backtest", script.path, "--data", whole.path, "--quiet"])
        #expect(tested.status == 0, "\(tested.errors)")
        #expect(tested.output.hasPrefix("once, 2025-12-01 to 2025-12-12 (New York)\n"))
    }

    @Test("a file that a kill has cut in the middle of a line is completed to the same bytes")
    func cut() throws {
        let file = try folder().appendingPathComponent("AAPL.csv")
        #expect(try fetch(file, to: "2025-12-03").status == 0)
        let whole = try Data(contentsOf: file)
        // In the header, in the first row, in the middle of the file, and before the last line's end.
        for count in [9, 60, whole.count / 2, whole.count - 1] {
            try whole.prefix(count).write(to: file)
            let again = try fetch(file, to: "2025-12-03")
            #expect(again.status == 0, "\(again.errors)")
            #expect(try Data(contentsOf: file) == whole, "cut after \(count) bytes")
        }
    }

    @Test(
        "a file of another symbol, length or kind is refused and stays as it is",
        arguments: [
            ("MSFT", "30 mins", "TRADES", "2025-12-04"), ("AAPL", "1 hour", "TRADES", "2025-12-04"),
            ("AAPL", "1 hour", "TRADES", "2025-12-03"), ("AAPL", "15 mins", "TRADES", "2025-12-03"),
            ("AAPL", "1 day", "TRADES", "2025-12-04"), ("AAPL", "30 mins", "MIDPOINT", "2025-12-04"),
        ]
    )
    func otherBars(symbol: String, bars: String, what: String, last: String) throws {
        let file = try folder().appendingPathComponent("AAPL.csv")
        #expect(try fetch(file, to: "2025-12-03").status == 0)
        let before = try Data(contentsOf: file)
        let words = ["--bars", bars, "--what", what, "--from", "2025-12-01", "--to", last, "--out", file.path]
        let result = try run(Program.binary, ["history", symbol] + words)
        #expect(result.status == 65)
        let start = "AAPL.csv holds other bars than \(bars) bars of \(symbol) (\(what)): at 2025-12-03"
        #expect(result.errors.contains(start), "\(result.errors)")
        #expect(result.errors.contains(" and rows at least 30 minutes apart, where TWS has "), "\(result.errors)")
        #expect(result.errors.hasSuffix("; give another --out, or delete the file\n"), "\(result.errors)")
        #expect(!result.errors.contains("check failed") && !result.errors.contains(".lua"), "\(result.errors)")
        #expect(try Data(contentsOf: file) == before)
    }

    @Test("a file whose rows do not begin with seconds is refused and stays as it is")
    func foreignRows() throws {
        let file = try folder().appendingPathComponent("AAPL.csv")
        let before = Data("time,open,high,low,close,volume\n2025-12-01,1,2,1,2,100\n".utf8)
        try before.write(to: file)
        let result = try fetch(file, to: "2025-12-03")
        #expect(result.status == 65)
        let reason = "AAPL.csv has a row that does not begin with the seconds of a bar: 2025-12-01,1,2,1,2,100; "
        #expect(result.errors.contains(reason), "\(result.errors)")
        #expect(try Data(contentsOf: file) == before)
    }

    @Test("a row that TWS has corrected since is said and kept, and the file goes on")
    func corrected() throws {
        let file = try folder().appendingPathComponent("AAPL.csv")
        #expect(try fetch(file, to: "2025-12-03").status == 0)
        var rows = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
        var fields = try #require(rows.last).split(separator: ",").map(String.init)
        fields[2] = "999"
        rows[rows.count - 1] = fields.joined(separator: ",")
        let before = rows.joined(separator: "\n") + "\n"
        try Data(before.utf8).write(to: file)
        let result = try fetch(file, to: "2025-12-04")
        #expect(result.status == 0, "\(result.errors)")
        let news = "TWS has corrected the bar of 2025-12-03 15:30:00 since; AAPL.csv keeps the old one\n"
        #expect(result.errors.contains(news), "\(result.errors)")
        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(text.hasPrefix(before))
        // One more day of thirteen half hours.
        #expect(text.split(separator: "\n").count == rows.count + 13)
    }

    @Test(
        "a bar that has not ended is left out and said",
        arguments: [
            // The simulator's time is 2026-01-05 10:00.
            ("1 day", nil, "2026-01-05", "now: run the command again later", "1767330000,"),
            ("1 hour", nil, "2026-01-05 09:30:00", "now: run the command again later", "1767384000,"),
            ("1 week", nil, "2026-01-05", "now: run the command again later", "1767330000,"),
            ("1 month", "2025-12-10", "2025-12-10", "--to 2025-12-10", "1764306000,"),
        ] as [(String, String?, String, String, String)]
    )
    func unfinished(bars: String, last: String?, left: String, end: String, row: String) throws {
        let file = try folder().appendingPathComponent("AAPL.csv")
        var words = ["history", "AAPL", "--bars", bars, "--from", "2025-11-01", "--out", file.path]
        if let last { words += ["--to", last] }
        // The second run has nothing to add, and says so again.
        for _ in 1...2 {
            let result = try run(Program.binary, words)
            #expect(result.status == 0, "\(result.errors)")
            let news = "the bar of \(left) is left out, since it ends after \(end)\n"
            #expect(result.errors.contains(news), "\(result.errors)")
            let rows = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
            #expect(rows.last?.hasPrefix(row) == true, "\(rows.last ?? "")")
        }
    }

    @Test("if there is only a bar that has not ended, no file is written")
    func onlyUnfinished() throws {
        let file = try folder().appendingPathComponent("AAPL.csv").path
        let result = try run(Program.binary, ["history", "AAPL", "--from", "2026-01-05", "--out", file])
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.errors.contains("the bar of 2026-01-05 is left out, "), "\(result.errors)")
        #expect(!FileManager.default.fileExists(atPath: file))
    }

    @Test("a day's bar is written once its session is over")
    func afterTheClose() throws {
        let simulator = try Simulator(["--start", "2026-01-05 17:00"])
        let file = try folder().appendingPathComponent("AAPL.csv")
        let result = try run(
            Program.binary,
            ["history", "AAPL", "--paper", "--port", "\(simulator.port)", "--from", "2026-01-02", "--out", file.path]
        )
        #expect(result.status == 0, "\(result.errors)")
        #expect(!result.errors.contains("is left out"), "\(result.errors)")
        let rows = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
        // 2026-01-05 00:00 in New York.
        #expect(rows.last?.hasPrefix("1767589200,") == true, "\(rows)")
    }

    @Test("over a socket the file is the same, and the card of the program's own script is not shown")
    func socket() throws {
        let simulator = try Simulator()
        let file = try folder().appendingPathComponent("AAPL.csv")
        let words = ["--bars", "30 mins", "--from", "2025-12-01", "--to", "2025-12-03", "--out"]
        let far = try run(
            Program.binary,
            ["history", "AAPL", "--paper", "--port", "\(simulator.port)"] + words + [file.path]
        )
        #expect(far.status == 0, "\(far.errors)")
        #expect(!far.errors.contains("SHA-256") && far.errors.contains("39 bars written to AAPL.csv"), "\(far.errors)")
        let near = try folder().appendingPathComponent("near.csv")
        #expect(try fetch(near, to: "2025-12-03").status == 0)
        #expect(try Data(contentsOf: near) == Data(contentsOf: file))
    }

    @Test("the last lines speak of bars and file; nothing is said of orders or of the program's own script")
    func summary() throws {
        let file = try folder().appendingPathComponent("AAPL.csv")
        let first = try fetch(file, to: "2025-12-03")
        // Three days of thirteen half hours.
        #expect(first.errors.contains("39 bars written to AAPL.csv: 30 mins, 2025-12-01 to 2025-12-03\n"))
        let again = try fetch(file, to: "2025-12-03")
        #expect(again.errors.contains("nothing to add: AAPL.csv has all bars to 2025-12-03\n"))
        for result in [first, again] {
            #expect(result.status == 0 && result.output.isEmpty)
            #expect(!result.errors.contains("order") && !result.errors.contains(".lua"), "\(result.errors)")
        }
    }

    @Test(
        "a wrong option is refused by its name, before anything is asked and without a file",
        arguments: [
            (["--bars", "7 min"], "--bars: \"7 min\" is not a bar size; expected one of: 1 secs, "),
            (["--what", "PRICES"], "--what: \"PRICES\" is not a kind of data; expected one of: TRADES, "),
            (["--from", "2025-13-01"], "--from: \"2025-13-01\" is not a day; write 2026-03-09"),
            (["--to", "2025-02-29"], "--to: \"2025-02-29\" is not a day"),
            (["--to", "tomorrow"], "--to: \"tomorrow\" is not a day"),
            (["--from", "2025-12-05", "--to", "2025-12-03"], "--to 2025-12-03 is before --from 2025-12-05"),
            (["--out", "/nowhere/at/all.csv"], "--out /nowhere/at/all.csv: there is no folder /nowhere/at/"),
            (["--out", "bars.txt"], "--out bars.txt: the name must end in .csv"),
            (["--out", "/tmp/a\"] write = [\"b.csv"], "--out /tmp/a"),
        ]
    )
    func options(words: [String], message: String) throws {
        let file = try folder().appendingPathComponent("AAPL.csv").path
        var all = ["history", "AAPL"] + words
        for (option, value) in [("--from", "2025-12-01"), ("--out", file)] where !words.contains(option) {
            all += [option, value]
        }
        let result = try run(Program.binary, all)
        #expect(result.status == 64)
        #expect(result.errors.hasPrefix("ibscript: history: \(message)"), "\(result.errors)")
        #expect(!FileManager.default.fileExists(atPath: file))
    }

    @Test("a symbol that does not exist is named, and no file is left")
    func symbol() throws {
        let file = try folder().appendingPathComponent("APPL.csv").path
        let result = try run(Program.binary, ["history", "APPL", "--from", "2025-12-01", "--out", file])
        #expect(result.status == 1)
        #expect(result.errors.hasSuffix("ended: script error: TWS knows no US stock APPL\n"), "\(result.errors)")
        #expect(!result.errors.contains(".lua") && !result.errors.contains("order"))
        #expect(!FileManager.default.fileExists(atPath: file))
    }
}
