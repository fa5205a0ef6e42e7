internal import Glibc
internal import ScriptRuntime
internal import Trading

/// A console that shows placed orders to nobody.
struct ConsolePath {
    private static let batch = 500
    private let verdict: Verdict

    init() throws {
        var path = try OrderPath()
        verdict = path.submit(.place([OrderPath.order(1)]))
    }

    /// Shows the line of an order `count` times, a millisecond apart; gives how many were shown.
    func run(count: Int) throws -> Int {
        let nowhere = open("/dev/null", O_WRONLY)
        defer { close(nowhere) }
        let console = Console(form: .text, zone: .newYork, output: nowhere, error: nowhere)
        var now = RunInstant(seconds: 1_767_625_200)
        for first in stride(from: 0, to: count, by: Self.batch) {
            console.show(
                (first..<min(count, first + Self.batch)).map { _ in
                    now = now.adding(0.001)
                    return RunLine(time: now, source: nil, content: .verdict(verdict))
                }
            )
        }
        guard console.finish(patience: nil) == .written else { throw UsageError(description: "it was not written") }
        return count
    }
}
