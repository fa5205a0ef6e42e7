internal import Glibc

/// Processor time of this thread, which other programs on the machine hardly disturb.
enum ProcessorTime {
    /// Seconds that `body` takes.
    static func seconds(of body: () -> Void) -> Double {
        let start = now()
        body()
        return Double(now() - start) / 1e9
    }

    private static func now() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return time.tv_sec * 1_000_000_000 + time.tv_nsec
    }
}
