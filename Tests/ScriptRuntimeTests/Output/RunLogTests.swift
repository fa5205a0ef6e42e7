import Foundation
import ScriptHost
import Testing
import Trading

@testable import ScriptRuntime

/// The log of a run: everything but prints, in two files at most.
@Suite("Run log")
struct RunLogTests {
    private let folder = TemporaryFolder()
    private let run: BookFolder

    init() throws {
        run = folder.data.run(try #require(RunName("0badcafe")))
        try run.make()
    }

    @Test("a full file becomes the earlier one; no line is cut")
    func rotation() throws {
        var log = RunLog(run)
        let line = String(repeating: "x", count: 999_999) + "\n"
        for _ in 1...5 { log.write([UInt8](line.utf8)) }
        #expect(try Data(contentsOf: URL(fileURLWithPath: run.log)).count == 1_000_000)
        #expect(try Data(contentsOf: URL(fileURLWithPath: run.earlierLog)).count == 2_000_000)
        #expect(FolderMaker.names(in: run.path) == ["log", "log.1"])
        #expect(folder.mode(run.log) == "600")
    }

    @Test("it has the lines of stderr in either form, and no prints", arguments: [Console.Form.text, .json])
    func lines(form: Console.Form) throws {
        let nowhere = open("/dev/null", O_WRONLY)
        defer { close(nowhere) }
        let console = Console(form: form, zone: .newYork, output: nowhere, error: nowhere, log: run)
        let time = RunInstant(seconds: 1_767_625_200)
        console.show([
            ConsoleLine(time: time, event: .print("data")), ConsoleLine(time: time, event: .note("one")),
            ConsoleLine(time: time, source: "a", event: .log("two")),
        ])
        #expect(console.finish(patience: nil) == .written)
        #expect(try FolderMaker.text(run.log) == "10:00:00.000 one\n10:00:00.000 a: two\n")
    }
}
