internal import Glibc

/// Times a case in processor time of the thread, which other programs on the machine hardly disturb.
enum Stopwatch {
    private static let repeats = 21
    private static let nanosecondsPerRepeat = 20_000_000.0

    /// Median of the repeats, per message.
    static func nanoseconds(of benchmark: BenchmarkCase) throws -> Double {
        let trial = max(1, 20_000 / benchmark.elements)
        let first = try measure(benchmark, count: trial)
        let count = max(1, Int(nanosecondsPerRepeat / max(1, first)))
        var times: [Double] = []
        for _ in 0..<repeats { times.append(try measure(benchmark, count: count)) }
        return times.sorted()[repeats / 2]
    }

    private static func measure(_ benchmark: BenchmarkCase, count: Int) throws -> Double {
        let start = now()
        let checksum = try benchmark.run(count: count)
        let end = now()
        guard checksum != 0 else { throw UsageError(description: "\(benchmark.name) did nothing") }
        return Double(end - start) / Double(count)
    }

    /// Processor time of this thread in nanoseconds.
    private static func now() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }
}
