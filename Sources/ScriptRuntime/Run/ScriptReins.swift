internal import Glibc
internal import LuaBridge
internal import ScriptHost

/// How other threads see whether a script comes and goes, and how they stop it.
struct ScriptReins: Sendable {
    /// What one event may run by the clock, in seconds.
    let seconds: Double
    /// The number of the event that the script has not come back from; `nil` while it rests.
    let entry: @Sendable () -> Int?
    /// Stops what runs.
    let stop: @Sendable () -> Void
    /// What is done when it does not come back, although its time is up.
    let whenHung: @Sendable () -> Void

    /// Those of a script in this process: one that hangs takes the program with it.
    init(_ session: ScriptSession) {
        let (pulse, interrupt) = (session.pulse, session.interrupt)
        seconds = pulse.seconds
        entry = { pulse.entry }
        stop = { interrupt.stop() }
        whenHung = {
            StandardStream.error.write(
                "ibscript: the script does not return although its time is up; its orders stay as they are\n"
            )
            _exit(ExitStatus.budget)
        }
    }

    /// Those of a script in a process of its own, whose event may run so long.
    init(_ process: ScriptProcess, seconds: Double) {
        self.seconds = seconds
        entry = { process.entry }
        stop = { process.end(.interrupted) }
        whenHung = { process.end(.hung) }
    }
}
