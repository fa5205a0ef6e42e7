internal import LuaBridge
internal import ScriptHeader
internal import TWSWire
internal import Trading

extension ScriptSession {
    /// Longest wait for TWS to confirm the cancels of an ending run, in seconds.
    private static let cancelPatience = 5.0

    /// Refuses calls of a script that has called `stop` and caught the error.
    func checkRunning() throws(LuaRaise) {
        guard requestedEnd == nil else { throw LuaRaise(message: "the run is ending") }
    }

    /// The script ends its run; the error brings its calls to an end.
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
            case .other(let text): RunEnd(.finished, message: text)
            }
        if case .connectionLost = request { isConnected = false }
        switch phase {
        case .waiting: finish(end)
        case .running: if requestedEnd == nil { requestedEnd = end }
        case .closing, .winding: finish(end)
        case .ended: break
        }
    }

    /// Whether the run is in its middle: nothing asks for its end, and something keeps it alive.
    ///
    /// Asked after every event; ``advance()`` says the same in more steps.
    var isUnderWay: Bool {
        guard case .running = phase, requestedEnd == nil, idle.timer == nil, !idle.isOver else { return false }
        return parts.keepAlive(with: timers)
    }

    /// Goes one step towards the end, if it is time; true if there may be more to do.
    func advance() -> Bool {
        switch phase {
        case .running:
            if let end = requestedEnd ?? idleEnd() {
                close(end)
                return true
            }
            return false
        case .closing(let end):
            if requestedEnd != nil {
                requestedEnd = nil
                return true
            }
            guard jobs.isEmpty, pause == nil else { return false }
            wind(end)
            return true
        case .winding(let end):
            guard desk.working.isEmpty || idle.isOver else { return false }
            finish(end)
            return false
        case .waiting, .ended: return false
        }
    }

    /// Handlers of `stop` have their turn; whatever waited is dropped.
    private func close(_ end: RunEnd) {
        requestedEnd = nil
        jobs.removeAll()
        if let pause, !vm.isStopped { abandon(pause) }
        pause = nil
        phase = .closing(end)
        guard !vm.isStopped else { return }
        hub.emit("stop", .values([.string(end.message ?? end.reason.rawValue)]))
    }

    /// A paused call cannot be dropped by itself: no other may run before it, so none does.
    private func abandon(_ pause: LuaPause) { hub.removeAll() }

    /// Names the orders that still work, and treats them as the header says.
    private func wind(_ end: RunEnd) {
        timers.cancelAll()
        let working = desk.working
        let cancels = onStop == .cancelAll && isConnected
        for trade in working {
            log(
                "\(trade.label) still working (\(trade.entry?.status.text ?? "?")): \(cancels ? "cancelled" : "left working")"
            )
        }
        var end = end
        end.workingOrders = working.map(\.orderId)
        guard cancels, !working.isEmpty else { return finish(end) }
        phase = .winding(end)
        for trade in working { emit(.cancel(orderId: trade.orderId)) }
        idle.isOver = false
        timers.start(after: Self.cancelPatience) { [unowned self] in
            idle.isOver = true
            log("TWS has not confirmed every cancel within 5 s")
        }
    }

    private func finish(_ end: RunEnd) {
        timers.cancelAll()
        phase = .ended
        emit(.output(.ended(end)))
        emit(.ended(end))
    }

    /// The end of a run that has nothing left to do; `nil` while it has.
    private func idleEnd() -> RunEnd? {
        guard jobs.isEmpty, pause == nil, !parts.keepAlive(with: timers) else {
            stopWatching()
            return nil
        }
        let open = desk.unfinished
        guard !open.isEmpty else { return RunEnd(.finished) }
        if idle.isOver {
            for trade in open {
                log("\(trade.label) was not \(trade.isAcknowledged ? "filled" : "acknowledged") within 10 s")
            }
            return RunEnd(.finished)
        }
        watch()
        return nil
    }

    private func watch() {
        if idle.timer != nil, idle.changes == desk.changes { return }
        stopWatching()
        idle.changes = desk.changes
        idle.timer = timers.start(after: IdleWatch.patience) { [unowned self] in
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
