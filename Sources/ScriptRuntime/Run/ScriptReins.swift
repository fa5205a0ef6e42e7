internal import Glibc
internal import LuaBridge
internal import ScriptHost

/// How other threads see whether a script returns from its events, and how they stop it.
struct ScriptReins: Sendable {
    /// How long one event may run by the clock, in seconds.
    let seconds: Double
    /// Returns the number of the event from which the script has not come back; `nil` while it rests.
    let entry: @Sendable () -> Int?
    /// Stops what is running.
    let stop: @Sendable () -> Void
    /// Ends the event with this number, if it still runs; without effect on a process of its own.
    let end: @Sendable (_ entry: Int) -> Void
    /// Called if it does not come back although its time is up.
    let whenHung: @Sendable () -> Void

    /// Makes the reins of a script in this process: one that hangs ends the program with it.
    init(_ session: ScriptSession) {
        let (pulse, interrupt) = (session.pulse, session.interrupt)
        seconds = pulse.seconds
        entry = { pulse.entry }
        stop = { interrupt.stop() }
        end = { interrupt.end(entry: $0) }
        whenHung = {
            StandardStream.error.write(
                "ibscript: the script does not return although its time is up; its orders stay as they are\n"
            )
            _exit(ExitStatus.budget)
        }
    }

    /// Makes the reins of a script in a process of its own, whose event may run so long.
    init(_ process: ScriptProcess, seconds: Double) {
        self.seconds = seconds
        entry = { process.entry }
        stop = { process.end(.interrupted) }
        end = { _ in }
        whenHung = { process.end(.hung) }
    }
}
