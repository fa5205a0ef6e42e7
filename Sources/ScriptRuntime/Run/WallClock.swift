internal import Glibc
internal import NIOCore
internal import TWSSession
internal import Trading

/// The machine's time as a run's clock: the wall clock for the scripts, the monotonic one for timers.
final class WallClock: RunClock {
    private let loop: any EventLoop
    private var timers: [Int: Scheduled<Void>] = [:]
    private var made = 0

    init(on loop: any EventLoop) { self.loop = loop }

    /// Asked for every message, so without the way through `Date`.
    var now: RunInstant {
        var moment = timespec()
        clock_gettime(CLOCK_REALTIME, &moment)
        return RunInstant(nanoseconds: Int64(moment.tv_sec) * 1_000_000_000 + Int64(moment.tv_nsec))
    }

    var instant: SessionInstant {
        SessionInstant(nanoseconds: Int64(clamping: NIODeadline.now().uptimeNanoseconds))
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

    func later(_ action: @escaping () -> Void) { loop.later(action) }

    func soon(_ action: @escaping () -> Void) { loop.soon(action) }

    func signal(_ action: @escaping () -> Void) -> @Sendable () -> Void { loop.signal(action) }
}

extension EventLoop {
    /// Runs `action` on a later turn; called on the loop.
    func later(_ action: @escaping () -> Void) {
        let bound = NIOLoopBound(action, eventLoop: self)
        execute { bound.value() }
    }

    /// Runs `action` a millisecond later; called on the loop.
    func soon(_ action: @escaping () -> Void) {
        let bound = NIOLoopBound(action, eventLoop: self)
        scheduleTask(in: .milliseconds(1)) { bound.value() }
    }

    /// What another thread calls to have `action` run on the loop; called on the loop.
    func signal(_ action: @escaping () -> Void) -> @Sendable () -> Void {
        let bound = NIOLoopBound(action, eventLoop: self)
        return { [self] in execute { bound.value() } }
    }
}
