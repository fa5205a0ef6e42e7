internal import ScriptHost
internal import TWSSession
internal import TWSWire
internal import Trading

// MARK: Control from outside

extension RunCoordinator {
    /// Listens to whoever controls the run from outside.
    package func listen(to control: RunControl) {
        self.control = control
        control.listen(clock.signal { [self] in take(.control) })
    }

    /// Takes the account's books once, those of a simulator in another process by its instance; returns `false`, and
    /// ends the run, if it may not have them.
    func claim(_ account: String) -> Bool {
        guard claimed == nil else { return true }
        do throws(RunFailure) {
            try whenClaimed(RunLogin(account: account, instance: instance, peer: endpoint?.description))
            if let limits = try whenLimited(account) { desk.limit(by: limits) }
        } catch {
            fail(error.status, error.description)
            return false
        }
        claimed = account
        control?.carriedOut(mindSwitch())
        if let latch = desk.halt.latch {
            run(.show(.note("entries are \(latch.text); only a person can resume trading: ibscript resume"), of: nil))
        }
        return true
    }

    /// Carries out the commands.
    func obey() {
        guard let control else { return }
        for command in control.takeCommands() {
            switch command {
            case .switchMoved: switchMoved()
            case .tellStatus: control.publish(status)
            case .flatten(let scope): flatten(scope)
            case .release(let reference): release(reference)
            }
        }
    }

    var status: RunStatus {
        var status = RunStatus(desk, closing: flattenOrders)
        status.flatten = flattening.text
        status.released = released
        return status
    }

    /// Releases an order with unknown state that the user says does not exist.
    private func release(_ reference: String) {
        let actions = desk.release(reference, at: clock.now)
        guard !actions.isEmpty else { return }
        released = reference
        run(.show(.note("\(reference) is released by a person: its key and its contract are free"), of: nil))
        run(actions)
    }

    // MARK: The kill switch

    /// Checks whether the switch has moved, before an order is judged and before it is sent: one load if it has not.
    ///
    /// - Returns: How often it has been moved.
    @discardableResult
    func mindSwitch() -> Int {
        guard let control, control.moveCount != switchMoves else { return switchMoves }
        switchMoves = control.moveCount
        let (latch, mover) = control.position
        run(desk.setHalt(latch, by: mover, at: clock.now))
        return switchMoves
    }

    /// Handles a move of the switch: it is reported, and what still waits to be sent is taken back.
    private func switchMoved() {
        guard let control, control.carriedOutCount != mindSwitch() else { return }
        let text = desk.halt.latch.map { "entries are \($0.text)" }
        run(.show(.note(text ?? "entries are accepted again, by \(control.position.mover)"), of: nil))
        takeBackQueued(because: text ?? "", isEnding: false)
        control.carriedOut(switchMoves)
        // What was held and may leave now leaves.
        _ = link?.takeBack(orders: [])
    }

    /// Takes back what waits for pacing and may no longer leave.
    func takeBackQueued(because reason: String, isEnding: Bool) {
        let orders = desk.ordersToTakeBack(isEnding: isEnding)
        guard let link, !orders.isEmpty else { return }
        let taken = link.takeBack(orders: orders)
        departures.underWay.removeAll(where: taken.contains)
        run(desk.takenBack(taken, because: reason, at: clock.now))
    }

    /// Latches a switch that the desk has closed by itself: that outlives the run.
    func latchAlarm() {
        guard let control, let latch = desk.halt.latch, latch.level > control.position.latch?.level ?? .active else {
            return
        }
        do throws(RunFailure) {
            try control.close(latch)
        } catch {
            run(.show(.note("the halt is not kept: \(error)"), of: nil))
        }
        switchMoves = control.moveCount
        control.carriedOut(switchMoves)
    }

    // MARK: The end by a signal

    /// Ends the run after a signal was not obeyed in time: the scripts have ended, whatever they do, and nothing is
    /// awaited.
    func endNow() {
        if slots.allSatisfy(\.isWaiting) { return fail(ExitStatus.interrupted, "interrupted before the scripts began") }
        for slot in slots {
            switch slot.phase {
            case .waiting, .running: retire(slot.id, RunEnd(.interrupted))
            case .retiring: retired(slot.id, isLate: true)
            case .ended: break
            }
        }
    }
}
