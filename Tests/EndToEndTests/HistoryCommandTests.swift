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
