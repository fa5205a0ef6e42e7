internal import FoundationEssentials
internal import NIOCore
internal import ScriptHost

/// The machine's time as a run's clock: the wall clock for the script, the monotonic one for timers.
final class WallClock: RunClock {
    private let loop: any EventLoop
    private var timers: [Int: Scheduled<Void>] = [:]
    private var made = 0

    init(on loop: any EventLoop) { self.loop = loop }

    var now: ScriptInstant { ScriptInstant(seconds: Date().timeIntervalSince1970) }

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
