internal import DequeModule
internal import LuaBridge
internal import ScriptHeader
internal import Trading

extension ScriptSession {
    /// Refuses calls of a script that has called `stop` and caught the error.
    func checkRunning() throws(LuaRaise) {
        guard !isEndRequested else { throw Self.ending(nil) }
    }

    /// Refuses new orders of a script that is ending.
    func checkOpen(_ function: String) throws(LuaRaise) {
        if case .closing = phase { throw Self.ending(function) }
    }

    /// Refuses orders without a key in the main chunk of a restarted script. `target_position` itself works out what is
    /// missing.
    func checkKey(_ orders: [Intent.NewOrder], _ function: String) throws(LuaRaise) {
        guard let reloadedMain, currentTask === reloadedMain, function != "target_position",
            let order = orders.first, order.key == nil
        else { return }
        throw LuaRaise(
            code: .name("RELOAD_NEEDS_KEY"),
            message: "\(function): the file has changed, and its main chunk would place this order again",
            remedy: "give the order a key, or start the run again"
        )
    }

    /// Returns the same error that the desk gives for an ended script.
    private static func ending(_ function: String?) -> LuaRaise {
        LuaRaise(
            code: .name(Obstacle.Code.scriptEnded.rawValue),
            message: "\(function.map { "\($0): " } ?? "")the script is ending"
        )
    }

    /// Ends the script's own run; the error ends its calls.
    func stop(reason: String?) -> LuaRaise {
        requestedEnd = RunEnd(.stopped, message: reason)
        return LuaRaise(message: "stopped")
    }

    func stop(_ request: StopRequest) {
        let end =
            switch request {
            case .timeLimit: RunEnd(.timeLimit)
            case .interrupted: RunEnd(.interrupted)
            case .connectionLost(let text): RunEnd(.connectionLost, message: text)
            case .refused(let text): RunEnd(.denied, message: text)
            case .other(let text): RunEnd(.finished, message: text)
            }
        switch phase {
        case .waiting: finish(end)
        case .running: if !isEndRequested { requestedEnd = end }
        case .closing: finish(end)
        case .ended: break
        }
    }

    /// Whether the run continues: nothing requests its end, and something keeps it alive.
    ///
    /// Checked after every event; ``advance()`` reaches the same answer in more steps.
    func isUnderWay(_ parts: SessionParts) -> Bool {
        guard case .running = phase, !isEndRequested, idle.timer == nil, !idle.isOver else { return false }
        return parts.keepAlive(with: timers)
    }

    /// Takes one step towards the end if it is time; returns whether there may be more to do.
    func advance() -> Bool {
        switch phase {
        case .running:
            if let end = requestedEnd ?? idleEnd() {
                close(end)
                return true
            }
            return false
        case .closing(let end):
            if isEndRequested {
                requestedEnd = nil
                return true
            }
            guard jobs.isEmpty, pause == nil else { return false }
            finish(end)
            return false
        case .waiting, .ended: return false
        }
    }

    /// Runs the handlers of `stop`; everything that was waiting is dropped.
    private func close(_ end: RunEnd) {
        requestedEnd = nil
        jobs.removeAll(keepingCapacity: true)
        if let pause, !vm.isStopped { abandon(pause) }
        pause = nil
        phase = .closing(end)
        guard !vm.isStopped else { return }
        hub.emit("stop", .values([.string(end.message ?? end.reason.rawValue)]))
    }

    /// Removes all handlers: a paused call cannot be dropped on its own, and no other may run before it.
    private func abandon(_ pause: LuaPause) { hub.removeAll() }

    /// Ends the script; the desk decides what happens to its orders.
    func finish(_ end: RunEnd, because note: String? = nil) {
        if let note { log(note) }
        parts.state.mind()
        // After an error, a file keeps its earlier contents: half a result is none.
        if end.exitCode == 0 || end.reason == .interrupted {
            for failure in openFiles.closeAll() { log(failure) }
        }
        timers.cancelAll()
        phase = .ended
        emit(.ended(told(end)))
    }

    /// Returns the end with what was dropped of the script's output; a run that lost lines of `print` has not
    /// succeeded.
    private func told(_ end: RunEnd) -> RunEnd {
        guard let loss = outputLimit.loss else { return end }
        guard outputLimit.cutPrints > 0, end.exitCode == ExitStatus.success else {
            log(loss)
            return end
        }
        return RunEnd(.scriptError, message: loss)
    }

    /// Returns the end of a run that has nothing left to do; `nil` while it has.
    private func idleEnd() -> RunEnd? {
        guard jobs.isEmpty, pause == nil, !parts.keepAlive(with: timers) else {
            stopWatching()
            return nil
        }
        let open = book.unfinished
        guard !open.isEmpty else { return RunEnd(.finished) }
        // Nobody can answer now, and nobody is to blame.
        guard !isCutOff else {
            stopWatching()
            return nil
        }
        if idle.isOver {
            for trade in open {
                log("\(trade.label) was not \(trade.awaited) within 10 s")
            }
            return RunEnd(.finished)
        }
        watch()
        return nil
    }

    private func watch() {
        if idle.timer != nil, idle.changes == book.changes { return }
        stopWatching()
        idle.changes = book.changes
        idle.timer = timers.startTimeout(after: IdleWatch.patience) { [unowned self] in
            idle.timer = nil
            idle.isOver = true
        }
    }

    private func stopWatching() {
        if let timer = idle.timer { timers.cancel(timer) }
        idle.timer = nil
        idle.isOver = false
    }
}
