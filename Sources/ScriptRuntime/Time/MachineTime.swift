internal import Glibc

/// The machine's clocks, without the detour through `Date`.
enum MachineTime {
    /// Returns the time of a system clock.
    static func nanoseconds(_ clock: clockid_t) -> Int64 {
        var moment = timespec()
        clock_gettime(clock, &moment)
        return Int64(moment.tv_sec) * 1_000_000_000 + Int64(moment.tv_nsec)
    }
}
