internal import Glibc
internal import NIOCore
internal import ScriptHost

/// The machine's time as a run's clock: the wall clock for the script, the monotonic one for timers.
final class WallClock: RunClock {
    private let loop: any EventLoop
    private var timers: [Int: Scheduled<Void>] = [:]
    private var made = 0

    init(on loop: any EventLoop) { self.loop = loop }

    /// Asked for every message, so without the way through `Date`.
    var now: ScriptInstant {
        var moment = timespec()
        clock_gettime(CLOCK_REALTIME, &moment)
        return ScriptInstant(nanoseconds: Int64(moment.tv_sec) * 1_000_000_000 + Int64(moment.tv_nsec))
    }

    func startTimer(after seconds: Double, _ action: @escaping () -> Void) -> Int {
        made += 1
        let number = made
        let bound = NIOLoopBound((self, action), eventLoop: loop)
        timers[number] = loop.scheduleTask(in: .nanoseconds(Int64(seconds * 1e9))) {
            let (clock, action) = bound.value
            clock.timers[number] = nil
            action()
        }
        return number
    }

    func cancelTimer(_ number: Int) {
        timers.removeValue(forKey: number)?.cancel()
    }
}
