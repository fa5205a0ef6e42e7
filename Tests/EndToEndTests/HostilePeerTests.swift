import Foundation
import Testing

/// The built program against a TWS that means no good: it ends by itself, with a clear line, within bounds.
@Suite("Hostile TWS")
struct HostilePeerTests {
    /// What `hostile_tws.py` says of a run.
    private struct Report: Decodable {
        let status: Int32
        let kilobytes: Int
        let seconds: Double
        let bytes: Int
        let last: String
        let control: [Int]
        let head: [String]
    }

    /// Listens to everything, holds a quote, and works an order.
    private static let script = """
        on("*", function(m) heard = m end)
        spawn(function() pcall(quote, contract("AAPL")) end)
        place(contract("AAPL"), order("BUY", 10))
        on("error", function(m) log("script:", m.errorString) end)
        every(3600, function() end)
        """

    private func play(_ kind: String, _ count: Int, _ arguments: [String] = []) throws -> Report {
        var report: Report?
        try withScript(Self.script) { path in
            let program = Program.python("ib_async")
            let words =
                [Program.client("hostile_tws.py"), kind, "\(count)", Program.binary.path, "--give-up", "1s"] + arguments
                + [path]
            let result = try run(program, words, deadline: 420)
            #expect(result.status == 0, "\(result.errors)")
            report = try JSONDecoder().decode(Report.self, from: Data(result.output.utf8))
        }
        return try #require(report)
    }

    private func expectBounds(_ report: Report) {
        #expect(report.kilobytes <= 200_000, "\(report)")
        #expect(report.bytes <= 4_000_000, "\(report)")
        #expect(report.control.isEmpty, "\(report)")
        #expect(report.status == 5, "\(report)")
        #expect(report.last.contains(" ended: connection lost: "), "\(report)")
    }

    @Test(
        "floods stay within 200 MB and 4 MB of output, and end with a clear line",
        arguments: [
            ("unknown", 350_000, 20_000), ("overfilled", 350_000, 20_000), ("errors", 350_000, 20_000),
            ("statuses", 350_000, 20_000), ("notices", 100_000, 20_000), ("words", 100_000, 20_000),
            ("long", 1_000, 500), ("garbage", 100_000, 20_000),
        ]
    )
    func floods(kind: String, full: Int, short: Int) throws {
        let count = Soak.count(full, else: short)
        let report = try play(kind, count)
        expectBounds(report)
        Soak.note("\(count) \(kind): \(report.kilobytes) kB, \(report.bytes) bytes of output")
    }

    @Test("text with escapes reaches no terminal", arguments: [[], ["--json"]] as [[String]])
    func escapes(arguments: [String]) throws {
        let report = try play("escapes", 50, arguments)
        #expect(report.control.isEmpty, "\(report)")
        #expect(report.head.contains { $0.contains("31m") }, "\(report)")
        #expect(report.status == 5, "\(report)")
        #expect(
            report.last.contains(arguments.isEmpty ? " ended: connection lost: " : #""event":"ended""#),
            "\(report)"
        )
    }

    @Test("a TWS that falls silent is given up after 15 s")
    func silent() throws {
        let report = try play("silent", 0)
        expectBounds(report)
        // The second of --give-up, and start and end of the program on a busy machine, come on top.
        #expect((15...22).contains(report.seconds), "\(report)")
    }
}
