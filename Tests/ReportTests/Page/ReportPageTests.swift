import Foundation
import Report
import Testing

/// The page as others read it: Python's HTML parser, and Chromium where there is one.
@Suite("A report's page")
struct ReportPageTests {
    private static let hostile =
        "x</title></style><script>alert(1)</script><img src=x onerror=\"alert(2)\">' & \u{202e}"

    private static func hostileRun(_ profile: String, _ text: String) -> RunSnapshot {
        var run = SampleRun.make(profile: profile, gain: 1, name: text)
        run.script.hash = text
        run.script.card = text
        run.currency = text
        run.benchmark = text
        run.fills[0].symbol = text
        run.fills.append(ReportedFill(time: run.end, symbol: text, quantity: -10, price: 90))
        run.positions[0].symbol = text
        run.prices[0].symbol = text
        run.orders[0].terms = text
        run.orders[0].status = text
        run.assumptions = [text]
        return run
    }

    private static func page(_ text: String) -> String {
        ReportPage(RunReport([hostileRun(text, text), hostileRun("paper-ib", text)])).html
    }

    /// What a program prints for an input.
    private static func output(of program: String, _ arguments: [String], input: String = "") throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        let (source, sink) = (Pipe(), Pipe())
        process.standardInput = source
        process.standardOutput = sink
        process.standardError = FileHandle.nullDevice
        try process.run()
        let writer = Thread {
            source.fileHandleForWriting.write(Data(input.utf8))
            try? source.fileHandleForWriting.close()
        }
        writer.start()
        let bytes = sink.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func elements(_ html: String) throws -> [String] {
        let script = try #require(
            Bundle.module.url(forResource: "page-elements", withExtension: "py", subdirectory: "Reference")
        )
        return try output(of: "/usr/bin/env", ["python3", script.path], input: html).split(separator: "\n").map(
            String.init
        )
    }

    @Test("names and texts of any kind add no element, no handler and no address")
    func injection() throws {
        let (plain, hostile) = try (Self.elements(Self.page("x")), Self.elements(Self.page(Self.hostile)))
        #expect(plain.contains("tag svg 4"))
        #expect(plain.filter { $0.hasPrefix("tag") } == hostile.filter { $0.hasPrefix("tag") })
        #expect(!hostile.contains { $0.hasPrefix("event") || $0.hasPrefix("address") || $0.hasPrefix("tag script") })
        let shown = Self.hostile.replacing("\u{202e}", with: "\\u{202e}")
        #expect(hostile.contains("text h1 " + shown))
    }

    private static let chromium = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    @Test("Chromium finds all sections and charts, nothing injected and nothing to fetch")
    func browser() throws {
        let program = try #require(Self.chromium, "make test installs chromium")
        let folder = FileManager.default.temporaryDirectory.appending(path: "report-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "page.html")
        try Self.page(Self.hostile).write(to: file, atomically: true, encoding: .utf8)
        let document = try Self.output(
            of: program,
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--user-data-dir=\(folder.path)/profile", "--dump-dom",
                file.absoluteString,
            ]
        )
        let elements = try Self.elements(document)
        #expect(elements.contains("tag svg 4"))
        #expect(elements.contains("tag h2 11"))
        #expect(!elements.contains { $0.hasPrefix("event") || $0.hasPrefix("address") || $0.hasPrefix("tag script") })
        #expect(!elements.contains { $0.hasPrefix("tag img") })
    }

    @Test("a long line is thinned and keeps its peaks")
    func thinned() throws {
        var run = SampleRun.make(profile: "paper-ib", gain: 0, days: 0)
        for step in 0..<50_000 {
            let equity = step == 33_333 ? 77_777 : 10_000
            run.equity.append(EquityPoint(time: run.start + Double(step) * 60, equity: Double(equity), exposure: 0))
        }
        let html = ReportPage(RunReport([run])).html
        #expect(html.utf8.count < 200_000)
        // The top of the chart is the peak's place.
        #expect(html.contains(" 10.0L"))
    }
}
