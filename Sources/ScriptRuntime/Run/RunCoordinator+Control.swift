internal import ScriptHost
internal import TWSSession
internal import TWSWire
internal import Trading

// MARK: What a person does from outside

extension RunCoordinator {
    /// How far a flatten has come.
    enum Flattening {
        case none
        /// Cancels are awaited.
        case cancelling
        /// The closing orders are awaited.
        case closing
        /// It is over; the text says how.
        case over(String)

        /// One clause for people; empty where nobody has asked for a flatten.
        var text: String {
            switch self {
            case .none: ""
            case .cancelling: "cancelling"
            case .closing: "closing"
            case .over(let text): text
            }
        }

        /// Whether something is still awaited.
        var isUnderWay: Bool {
            switch self {
            case .none, .over: false
            case .cancelling, .closing: true
            }
        }
    }

    /// Longest wait for TWS in a step of a flatten, in seconds of the run's clock.
    private static let flattenPatience = 10.0

    /// Listens to who controls the run from outside.
    package func listen(to control: RunControl) {
        self.control = control
        control.listen(clock.signal { [self] in take(.control) })
    }

    /// Takes the account's books, with those of a simulator in another process under its instance, once; false if the run may not have them, and ends then.
    func claim(_ account: String) -> Bool {
        guard claimed == nil else { return true }
        do throws(RunFailure) {
            try whenClaimed(account, instance)
        } catch {
            fail(error.status, error.description)
            return false
        }
        claimed = account
        control?.carriedOut(mindSwitch())
        if let latch = desk.halt.latch {
            run(.show(.note("entries are \(latch.text); only a person opens trading again: ibscript resume"), of: nil))
        }
        return true
    }

    /// Does what was asked for.
    func obey() {
        guard let control else { return }
        for command in control.takeCommands() {
            switch command {
            case .switchMoved: switchMoved()
            case .tellStatus: control.publish(status)
            case .flatten: flatten()
            }
        }
    }

    private var status: RunStatus {
        var status = RunStatus(desk)
        status.flatten = flattening.text
        return status
    }

    // MARK: The kill switch

    /// Looks whether the switch has moved, before an order is judged and before it is sent: one load where it has not.
    ///
    /// - Returns: how often it has been moved.
    @discardableResult
    func mindSwitch() -> Int {
        guard let control, control.moveCount != switchMoves else { return switchMoves }
        switchMoves = control.moveCount
        let (latch, mover) = control.position
        run(desk.setHalt(latch, by: mover, at: clock.now))
        return switchMoves
    }

    /// The switch has moved: it is said, and what still waits to be sent is taken back.
    private func switchMoved() {
        guard let control, control.carriedOutCount != mindSwitch() else { return }
        let text = desk.halt.latch.map { "entries are \($0.text)" }
        run(.show(.note(text ?? "entries are open again, by \(control.position.mover)"), of: nil))
        takeBackQueued(because: text ?? "", isEnding: false)
        control.carriedOut(switchMoves)
        // What was held and may leave goes on.
        _ = link?.takeBack(orders: [])
    }

    /// Takes back what waits for the pacing and must not leave any more.
    func takeBackQueued(because reason: String, isEnding: Bool) {
        let orders = desk.ordersToTakeBack(isEnding: isEnding)
        guard let link, !orders.isEmpty else { return }
        run(desk.takenBack(link.takeBack(orders: orders), because: reason, at: clock.now))
    }

    /// The desk has closed the switch by itself: that outlives the run.
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

    // MARK: Flatten

    private func flatten() {
        guard !flattening.isUnderWay else { return }
        guard desk.connection != nil else {
            flattening = .over("not possible: there is no connection to TWS")
            return
        }
        run(.show(.note("flatten: the run's orders are cancelled and its positions closed"), of: nil))
        flattening = .cancelling
        run(.startTimer(.flatten, after: Self.flattenPatience))
        run(desk.cancelOwn(at: clock.now))
        checkFlatten()
    }

    /// Goes on once what is awaited has come.
    func checkFlatten() {
        switch flattening {
        case .none, .over: return
        case .cancelling:
            guard desk.ledger.working.isEmpty else { return }
            let (orders, actions) = desk.closeOwn(at: clock.now)
            flattening = .closing
            run(.cancelTimer(.flatten))
            run(.startTimer(.flatten, after: Self.flattenPatience))
            for entry in orders {
                run(.show(.note("flatten: \(HostEvent.label(of: entry)) closes the position"), of: nil))
            }
            run(actions)
            checkFlatten()
        case .closing:
            let orders = desk.closingOrders
            guard orders.allSatisfy({ $0.outcome != nil }) else { return }
            let failed = orders.filter { $0.outcome != .filled }
            endFlatten(
                failed.isEmpty
                    ? "done" : "not closed: order \(failed.map { "\($0.orderId)" }.joined(separator: ", "))"
            )
        }
    }

    /// TWS has had its time.
    func flattenIsLate() {
        guard flattening.isUnderWay else { return }
        let working = desk.ledger.working.map { "order \($0.orderId)" }.joined(separator: ", ")
        endFlatten("not confirmed by TWS in time: \(working)")
    }

    private func endFlatten(_ text: String) {
        flattening = .over(text)
        run(.cancelTimer(.flatten))
        run(.show(.note("flatten: \(text)"), of: nil))
    }

    // MARK: The end by a signal

    /// A signal was not obeyed in time: the scripts have ended, whatever they do, and nothing is awaited any more.
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
