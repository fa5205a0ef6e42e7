import Glibc
import ScriptHost
import ScriptRuntime
import Testing
import Trading

/// Serialized: the time zone is the process's.
@Suite("times of the console", .serialized)
struct ConsoleClockTests {
    private func shown(_ nanoseconds: [Int64], _ zone: Console.Zone) -> [String] {
        let (output, error) = (ConsolePipe(), ConsolePipe())
        let console = Console(form: .text, zone: zone, output: output.writer, error: error.writer)
        console.show(nanoseconds.map { ConsoleLine(time: RunInstant(nanoseconds: $0), event: .log("x")) })
        #expect(console.finish(patience: nil) == .written)
        close(output.writer)
        return error.rest().split(separator: "\n").map { String($0.dropLast(2)) }
    }

    /// Instants as `date -d '… UTC' +%s` gives them: the clocks of New York go forward on 2026-03-08 at 07:00 UTC and
    /// back on 2026-11-01 at 06:00 UTC.
    @Test("New York, with its days of 23 and 25 hours")
    func newYork() {
        let second: Int64 = 1_000_000_000
        let times = [
            1_767_625_203 * second + 120_999_999, 1_772_953_199 * second + 999_000_000, 1_772_953_200 * second,
            1_793_512_799 * second, 1_793_512_800 * second, -1,
        ].flatMap { shown([$0], .newYork) }
        #expect(
            times == [
                "10:00:03.120", "01:59:59.999", "03:00:00.000", "01:59:59.000", "01:00:00.000", "18:59:59.999",
            ]
        )
    }

    /// 1767675599 is 2026-01-05 23:59:59 in New York: `TZ=America/New_York date -d @1767675599`.
    @Test("once a run reaches another day, every line has its day")
    func days() {
        let second: Int64 = 1_000_000_000
        let times = shown([1_767_675_598, 1_767_675_599, 1_767_675_600, 1_767_675_599].map { $0 * second }, .newYork)
        #expect(
            times == [
                "23:59:58.000", "23:59:59.000", "2026-01-06 00:00:00.000", "2026-01-05 23:59:59.000",
            ]
        )
    }

    @Test("This machine's time, by its zone", arguments: [("IST-5:30", "20:30:03.001"), ("UTC0", "15:00:03.001")])
    func local(zone: String, time: String) {
        let before = getenv("TZ").map { String(cString: $0) }
        setenv("TZ", zone, 1)
        defer {
            if let before { setenv("TZ", before, 1) } else { unsetenv("TZ") }
            tzset()
        }
        #expect(shown([1_767_625_203_001_000_000], .local) == [time])
    }
}
