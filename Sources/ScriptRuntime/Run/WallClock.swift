internal import Glibc
internal import NIOCore
internal import TWSSession
internal import Trading

/// A run's clock if TWS is another process: the machine's time, or that of an ibscript simulator, which announces it.
///
/// Scripts see the simulator's time; timeouts and the connection always count the machine's.
final class WallClock: RunClock {
    /// Where the simulator's time and the machine's were last aligned.
    private struct Anchor {
        let time: Int64
        let machine: Int64
        let speed: Double

        func now(_ machine: Int64) -> Int64 { time + Int64(Double(machine - self.machine) * speed) }
    }

    private struct Timer {
        /// When a script wants to be woken, on its own clock; `nil` for a timeout.
        var due: RunInstant?
        let action: () -> Void
        var scheduled: Scheduled<Void>?
    }

    private let loop: any EventLoop
    private var timers: [Int: Timer] = [:]
    private var made = 0
    private var simulator: Anchor?

    init(on loop: any EventLoop) { self.loop = loop }

    /// Read for every message, so without the detour through `Date`.
    var now: RunInstant {
        if let simulator { return RunInstant(nanoseconds: simulator.now(instant.nanoseconds)) }
        return RunInstant(nanoseconds: MachineTime.nanoseconds(CLOCK_REALTIME))
    }

    var instant: SessionInstant {
        SessionInstant(nanoseconds: Int64(clamping: NIODeadline.now().uptimeNanoseconds))
    }

    /// From now on, scripts live in a simulator's time; their timers are set to it. It never goes back.
    func follow(_ notice: SimulatorNotice) {
        let machine = instant.nanoseconds
        let time = simulator.map { max($0.now(machine), notice.time) } ?? notice.time
        if simulator == nil { shiftTimers(by: time - now.nanoseconds) }
        simulator = Anchor(time: time, machine: machine, speed: notice.speed)
        for number in timers.keys.sorted() where timers[number]?.due != nil { schedule(number) }
    }

    /// Shifts the timers started before the simulator's time was known, so that they last as long as intended.
    private func shiftTimers(by nanoseconds: Int64) {
        for (number, timer) in timers {
            guard let due = timer.due else { continue }
            timers[number]?.due = RunInstant(nanoseconds: due.nanoseconds + nanoseconds)
        }
    }

    func startTimer(after seconds: Double, _ action: @escaping () -> Void) -> Int {
        let due = RunInstant(nanoseconds: now.nanoseconds + Int64(seconds * 1e9))
        return start(Timer(due: due, action: action), after: Int64(seconds * 1e9))
    }

    func startTimeout(after seconds: Double, _ action: @escaping () -> Void) -> Int {
        start(Timer(due: nil, action: action), after: Int64(seconds * 1e9))
    }

    private func start(_ timer: Timer, after nanoseconds: Int64) -> Int {
        made += 1
        timers[made] = timer
        if simulator != nil, timer.due != nil { schedule(made) } else { schedule(made, after: nanoseconds) }
        return made
    }

    /// Sets a script's timer by the simulator's clock.
    private func schedule(_ number: Int) {
        timers[number]?.scheduled?.cancel()
        guard let due = timers[number]?.due, let simulator else { return }
        let left = Double(due.nanoseconds - now.nanoseconds)
        if left <= 0 { return schedule(number, after: 0) }
        // Longer waits are checked again.
        schedule(number, after: Int64(min(left / simulator.speed, 86_400e9)) + 1)
    }

    private func schedule(_ number: Int, after nanoseconds: Int64) {
        let bound = NIOLoopBound(self, eventLoop: loop)
        timers[number]?.scheduled = loop.scheduleTask(in: .nanoseconds(nanoseconds)) { bound.value.ranOut(number) }
    }

    private func ranOut(_ number: Int) {
        if let due = timers[number]?.due, simulator != nil, due > now { return schedule(number) }
        timers.removeValue(forKey: number)?.action()
    }

    func cancelTimer(_ number: Int) {
        timers.removeValue(forKey: number)?.scheduled?.cancel()
    }

    func later(_ action: @escaping () -> Void) { loop.later(action) }

    func soon(_ milliseconds: Int, _ action: @escaping () -> Void) { loop.soon(milliseconds, action) }

    func signal(_ action: @escaping () -> Void) -> @Sendable () -> Void { loop.signal(action) }
}

extension EventLoop {
    /// Runs `action` on a later turn; call it on the loop.
    func later(_ action: @escaping () -> Void) {
        let bound = NIOLoopBound(action, eventLoop: self)
        execute { bound.value() }
    }

    /// Runs `action` so many milliseconds later; call it on the loop.
    func soon(_ milliseconds: Int, _ action: @escaping () -> Void) {
        let bound = NIOLoopBound(action, eventLoop: self)
        scheduleTask(in: .milliseconds(Int64(milliseconds))) { bound.value() }
    }

    /// Returns a function that another thread calls to have `action` run on the loop; call it on the loop.
    func signal(_ action: @escaping () -> Void) -> @Sendable () -> Void {
        let bound = NIOLoopBound(action, eventLoop: self)
        return { [self] in execute { bound.value() } }
    }
}
