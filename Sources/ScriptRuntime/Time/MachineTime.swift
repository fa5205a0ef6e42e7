internal import Glibc

/// The machine's clocks, without the way through `Date`.
enum MachineTime {
    /// What a clock of the system shows.
    static func nanoseconds(_ clock: clockid_t) -> Int64 {
        var moment = timespec()
        clock_gettime(clock, &moment)
        return Int64(moment.tv_sec) * 1_000_000_000 + Int64(moment.tv_nsec)
    }
}
