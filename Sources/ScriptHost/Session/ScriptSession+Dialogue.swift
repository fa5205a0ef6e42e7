internal import DequeModule
internal import LuaBridge

/// How a session with a person at the keyboard goes on after what would end a run: it stops the line or the handler
/// that is to blame, says so, and stays open.
extension ScriptSession {
    /// Why something was ended.
    enum Cut {
        /// It ran for too long without waiting.
        case overrun
        /// The person interrupted it.
        case interruption
    }

    /// Reports an error; returns `false` if the script cannot go on after it.
    func survives(_ error: ScriptError, in task: ScriptTask?, of callback: (any Callback)?) -> Bool {
        guard !vm.isStopped || vm.revive() else { return false }
        switch error.code {
        case .instructions, .time: say(.overrun, in: task, of: callback)
        case .interrupted:
            say(.interruption, in: task, of: callback)
            // The lines behind it must not run before the session hears of the key.
            if task === parts.dialogue.task { parts.dialogue.dropWaiting() }
        default:
            // A refusal was shown when it was raised.
            if let code = error.raised?.code, denials.contains(code) { break }
            log(text(of: error))
        }
        return true
    }

    /// Ends what keeps the script busy for too long; returns `false` outside of a dialogue.
    func shedWork() -> Bool {
        guard parts.dialogue.isOpen, case .running = phase, !isEndRequested else { return false }
        if !dropPause(.overrun) {
            log("the script was busy for 5 s without waiting: what it still had to do was dropped")
            dropJobs()
        }
        shift.rest()
        return true
    }

    /// Ends what keeps the script busy, because the person asks for it.
    func interruptWork() {
        guard !dropPause(.interruption), let begin = shift.begin, elapsed() &- begin > Shift.short else { return }
        log("interrupted: what the script still had to do was dropped")
        dropJobs()
        shift.rest()
    }

    /// Ends the paused call, so that nothing of it runs any more; returns `false` if there is none.
    private func dropPause(_ cut: Cut) -> Bool {
        guard let paused = pause else { return false }
        let (task, callback) = (pauseTask, pauseCallback)
        vm.cancel(paused)
        (pause, pauseTask, pauseCallback) = (nil, nil, nil)
        say(cut, in: task, of: callback)
        task?.fail(ScriptTask.cancelled)
        return true
    }

    private func dropJobs() {
        let dropped = jobs
        jobs = []
        for job in dropped {
            if case .resume(let token, _, _) = job { vm.cancel(token) }
            job.task?.fail(ScriptTask.cancelled)
        }
    }

    /// Says that a line, a handler or another function was ended; a handler is switched off, since it would only be
    /// called again.
    private func say(_ cut: Cut, in task: ScriptTask?, of callback: (any Callback)?) {
        let isLine = task != nil && task === parts.dialogue.task
        let what = callback != nil ? "handler" : isLine ? "line" : "function"
        callback?.off()
        let off = callback == nil ? "" : " and switched off"
        switch cut {
        case .overrun: log("the \(what) ran for too long without waiting, so it was ended\(off); to wait, use sleep(s)")
        case .interruption: log("the \(what) was interrupted\(off)")
        }
    }
}
