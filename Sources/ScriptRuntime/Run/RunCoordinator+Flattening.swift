internal import ScriptHost
internal import Trading

// MARK: Flatten

extension RunCoordinator {
    /// How far a flatten has come.
    enum Flattening {
        case none
        /// TWS is asked what works and what is held.
        case reading(FlattenScope)
        /// Cancels are awaited.
        case cancelling(FlattenScope)
        /// TWS is asked again, since orders may have filled meanwhile.
        case checking(FlattenScope)
        /// The closing orders are awaited.
        case closing(FlattenScope)
        /// TWS is asked what is left.
        case verifying(FlattenScope)
        /// It is over; the text says how.
        case over(String)

        /// One clause for people; empty where nobody has asked for a flatten.
        var text: String {
            switch self {
            case .none: ""
            case .reading: RunStatus.FlattenStep.reading.rawValue
            case .cancelling: RunStatus.FlattenStep.cancelling.rawValue
            case .checking: RunStatus.FlattenStep.checking.rawValue
            case .closing: RunStatus.FlattenStep.closing.rawValue
            case .verifying: RunStatus.FlattenStep.verifying.rawValue
            case .over(let text): text
            }
        }

        /// Whether something is still awaited.
        var isUnderWay: Bool {
            switch self {
            case .none, .over: false
            default: true
            }
        }
    }

    /// Longest wait for TWS in a step of a flatten, in seconds.
    private static let flattenPatience = 10.0

    /// Cancels and closes, step by step; trading is narrowed already.
    func flatten(_ scope: FlattenScope) {
        guard !flattening.isUnderWay else { return }
        guard desk.connection != nil else {
            return endFlatten("not possible: there is no connection to TWS")
        }
        let what =
            scope == .own
            ? "ibscript's orders are cancelled and what they have traded is closed"
            : "every order of the account is cancelled and every position closed"
        run(.show(.note("flatten: \(what)"), of: nil))
        if knowsAll { cancelToFlatten(scope) } else { read(.reading(scope)) }
    }

    /// Whether the other side has begun with this run, so that TWS's lists tell no more than the book.
    private var knowsAll: Bool { configuration.startsFresh }

    private func enter(_ step: Flattening) {
        flattening = step
        run(.cancelTimer(.flatten))
        run(.startTimer(.flatten, after: Self.flattenPatience))
    }

    private func read(_ step: Flattening) {
        enter(step)
        run(desk.readAgain(at: clock.now))
    }

    /// TWS's lists are complete.
    func flattenReconciled() {
        switch flattening {
        case .reading(let scope): cancelToFlatten(scope)
        case .checking(let scope): closeToFlatten(scope)
        case .verifying(let scope): concludeFlatten(scope)
        case .none, .cancelling, .closing, .over: break
        }
    }

    private func cancelToFlatten(_ scope: FlattenScope) {
        enter(.cancelling(scope))
        run(desk.cancelToFlatten(scope, at: clock.now))
        checkFlatten()
    }

    /// Goes on once what is awaited of orders has come.
    func checkFlatten() {
        switch flattening {
        case .cancelling(let scope):
            guard desk.areCancelsAnswered(scope) else { return }
            if knowsAll { closeToFlatten(scope) } else { read(.checking(scope)) }
        case .closing(let scope):
            guard desk.closingOrders.allSatisfy({ $0.outcome != nil }) else { return }
            if knowsAll { concludeFlatten(scope) } else { read(.verifying(scope)) }
        case .none, .reading, .checking, .verifying, .over: return
        }
    }

    private func closeToFlatten(_ scope: FlattenScope) {
        enter(.closing(scope))
        let (orders, actions) = desk.close(positions(scope), at: clock.now)
        for entry in orders {
            run(.show(.note("flatten: \(HostEvent.label(of: entry)) closes the position"), of: nil))
        }
        run(actions)
        checkFlatten()
    }

    /// What is to be closed: of ibscript's own what the journal of all runs says.
    private func positions(_ scope: FlattenScope) -> [NetPosition] {
        guard scope == .own else { return desk.accountPositions }
        guard let journal else { return desk.ownPositions }
        depart()
        do throws(JournalFailure) {
            return try journal.openPositions() ?? desk.ownPositions
        } catch {
            run(.show(.note("flatten: only this run's orders are closed: \(error)"), of: nil))
            return desk.ownPositions
        }
    }

    private func concludeFlatten(_ scope: FlattenScope) {
        var problems: [String] = []
        let failed = desk.closingOrders.filter { $0.outcome != .filled }.map { "order \($0.orderId)" }
        if !failed.isEmpty { problems.append("not closed: \(failed.joined(separator: ", "))") }
        var working = desk.workingToFlatten(scope).map { "order \(OrderNumber.text($0.orderId))" }
        if scope == .account { working += desk.othersText }
        if !working.isEmpty { problems.append("still working: \(working.joined(separator: ", "))") }
        let open = positions(scope).filter(desk.isHeld)
        if !open.isEmpty {
            let names = open.map { "\($0.quantity) \(InstrumentKey($0.contract).text)" }
            problems.append("still held: \(names.joined(separator: ", "))")
        }
        endFlatten(problems.isEmpty ? "done" : problems.joined(separator: "; "))
    }

    /// TWS has had its time.
    func flattenIsLate() {
        switch flattening {
        case .none, .over: return
        case .reading, .checking, .verifying:
            endFlatten("not confirmed by TWS in time: it has not listed its orders and positions")
        case .cancelling(let scope), .closing(let scope):
            let working = desk.workingToFlatten(scope).map { "order \(OrderNumber.text($0.orderId))" }
            endFlatten("not confirmed by TWS in time: \(working.joined(separator: ", "))")
        }
    }

    private func endFlatten(_ text: String) {
        flattening = .over(text)
        run(.cancelTimer(.flatten))
        run(.show(.note("flatten: \(text)"), of: nil))
        whenFlattened(status)
    }
}
