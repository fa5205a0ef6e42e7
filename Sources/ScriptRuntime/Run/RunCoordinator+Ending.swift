internal import ScriptHost
internal import Trading

// MARK: Scripts that end

extension RunCoordinator {
    /// The longest wait for TWS to confirm the cancels of a script that has ended, in seconds.
    private static let patience = 5.0

    /// Retires a finished script: its working orders are treated as its header says. Those that stay are named in its
    /// summary.
    func retire(_ script: ScriptID, _ end: RunEnd) {
        let retirement = desk.retire(script, at: clock.now)
        for entry in retirement.working where retirement.cancelled.contains(entry.orderId) {
            run(.show(.note("\(HostEvent.label(of: entry)): the script ends, so it is cancelled"), of: script))
        }
        if desk.connection == nil, desk.seat(script).onStop != .leave, !retirement.working.isEmpty {
            run(.show(.note("its working orders cannot be cancelled: there is no connection to TWS"), of: script))
        }
        var end = end
        end.workingOrders = retirement.working.map(\.orderId)
        slots[script.number].phase = .retiring(end, cancelled: retirement.cancelled)
        run(retirement.actions)
        if desk.isSettled(retirement.cancelled) { return retired(script, isLate: false) }
        run(.startTimer(.retirement(script), after: Self.patience))
    }

    /// Ends the scripts that were waiting for their cancels.
    func checkRetirements() {
        for place in slots.indices {
            guard case .retiring(_, let cancelled) = slots[place].phase, desk.isSettled(cancelled) else { continue }
            retired(slots[place].id, isLate: false)
        }
    }

    /// Ends a script for which nothing is awaited any longer.
    func retired(_ script: ScriptID, isLate: Bool) {
        guard case .retiring(let end, let cancelled) = slots[script.number].phase else { return }
        if !cancelled.isEmpty { run(.cancelTimer(.retirement(script))) }
        if isLate { run(.show(.note("TWS has not confirmed every cancel within 5 s"), of: script)) }
        slots[script.number].phase = .ended(end)
        let begin = slots[script.number].begin ?? clock.now
        run(.show(.summary(summary(of: script, since: begin)), of: script))
        run(.show(.ended(end), of: script))
        journalEnd(of: script, end)
        guard slots.allSatisfy({ $0.end != nil }) else { return }
        let first = slots.compactMap(\.begin).min() ?? begin
        if slots.count > 1 { run(.show(.summary(summary(of: nil, since: first)), of: nil)) }
        conclude()
    }

    /// Ends a run that only waits for a file to change.
    func endWaiting(_ request: StopRequest) {
        whenChanged = nil
        if case .interrupted = request { failure = ExitStatus.interrupted }
        conclude()
    }

    private func summary(of script: ScriptID?, since begin: RunInstant) -> RunSummary {
        let runtime = Double(clock.now.nanoseconds - begin.nanoseconds) / 1e9
        return RunSummary(runtime: runtime, trading: desk.summary(of: script, closing: flattenOrders))
    }
}
