internal import ScriptHost
internal import TWSWire
internal import Trading

// MARK: Flatten

extension RunCoordinator {
    /// The progress of a flatten.
    enum Flattening {
        case none
        /// TWS is asked which orders work and which positions are held.
        case reading(FlattenScope)
        /// Cancels are awaited.
        case cancelling(FlattenScope)
        /// TWS is asked again, since orders may have filled meanwhile.
        case checking(FlattenScope)
        /// The closing orders are awaited.
        case closing(FlattenScope)
        /// TWS is asked what is left.
        case verifying(FlattenScope)
        /// It has ended; the text says how.
        case over(String)

        /// One clause for the user; empty if no flatten was requested.
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

    /// The longest wait for TWS in a step of a flatten, in seconds.
    private static let flattenPatience = 10.0
    /// How often a flatten cancels working orders, and closes held positions, again.
    private static let mostFlattenTries = 3

    /// Cancels and closes, step by step; trading is already restricted.
    func flatten(_ scope: FlattenScope) {
        guard !flattening.isUnderWay else { return }
        guard desk.connection != nil else {
            return endFlatten("not possible: there is no connection to TWS")
        }
        let what =
            switch scope {
            case .own: "ibscript's orders are cancelled and what they have traded is closed"
            case .account: "every order of the account is cancelled and every position closed"
            case .script(let script, let symbol):
                "the\(symbol.map { " \($0)" } ?? "") orders of \(desk.seat(script).name) are cancelled and what it has "
                    + "traded is closed"
            }
        run(.show(.note("flatten: \(what)"), of: nil))
        if knowsAll { cancelToFlatten(scope) } else { read(.reading(scope)) }
    }

    /// Whether the other side has started with this run, so that TWS's lists contain no more than the book.
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

    /// Handles TWS's lists being complete.
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
        flattenTries = 0
        run(desk.cancelToFlatten(scope, at: clock.now))
        checkFlatten()
    }

    /// Continues once everything awaited for orders has come.
    func checkFlatten() {
        switch flattening {
        case .cancelling(let scope):
            // What TWS had on its way when the cancel left looks like an answer to it.
            if flattenTries < Self.mostFlattenTries, desk.hasCrossedCancels(scope) {
                flattenTries += 1
                run(desk.cancelToFlatten(scope, at: clock.now))
            }
            guard desk.areCancelsAnswered(scope) else { return }
            if knowsAll { closeToFlatten(scope) } else { read(.checking(scope)) }
        case .closing(let scope):
            guard desk.areClosingOrdersBooked else { return }
            if knowsAll { concludeFlatten(scope) } else { read(.verifying(scope)) }
        case .none, .reading, .checking, .verifying, .over: return
        }
    }

    private func closeToFlatten(_ scope: FlattenScope) {
        enter(.closing(scope))
        let (orders, actions) = desk.close(positions(scope), of: scope.script ?? flattener, at: clock.now)
        flattenOrders.formUnion(orders.map(\.orderId))
        for entry in orders {
            run(.show(.note("flatten: \(HostEvent.label(of: entry)) closes the position"), of: nil))
        }
        run(actions)
        checkFlatten()
    }

    /// Returns what must be closed: for ibscript's own positions, what the journal of all runs says.
    private func positions(_ scope: FlattenScope) -> [NetPosition] {
        // A simulator that starts with the run holds nothing but what the run has traded, and is never asked.
        guard scope != .account else { return knowsAll ? desk.ownPositions : desk.accountPositions }
        var own = scope.script.map(desk.positions(of:)) ?? desk.ownPositions
        // A simulator that starts with the run knows no earlier run.
        if let journal, scope == .own || !knowsAll {
            depart()
            do throws(JournalFailure) {
                own = try journal.openPositions(ofScript: scope.script.map { desk.seat($0).name }) ?? own
            } catch {
                run(.show(.note("flatten: only this run's orders are closed: \(error)"), of: nil))
            }
        }
        guard case .script(_, let symbol?) = scope else { return own }
        return own.filter { $0.contract.symbol == symbol }
    }

    private func concludeFlatten(_ scope: FlattenScope) {
        var problems: [String] = []
        let failed = desk.closingOrders.filter { $0.outcome != .filled }.map { "order \($0.orderId)" }
        if !failed.isEmpty { problems.append("not closed: \(failed.joined(separator: ", "))") }
        var working = desk.workingToFlatten(scope).map { "order \(OrderNumber.text($0.orderId))" }
        if scope == .account { working += desk.othersText }
        if !working.isEmpty { problems.append("still working: \(working.joined(separator: ", "))") }
        let open = positions(scope).filter(desk.isHeld)
        // Executions of earlier fills may have come meanwhile.
        if !open.isEmpty, problems.isEmpty, flattenTries < Self.mostFlattenTries {
            flattenTries += 1
            return closeToFlatten(scope)
        }
        if !open.isEmpty {
            let names = open.map { "\($0.quantity) \(InstrumentKey($0.contract).text)" }
            problems.append("still held: \(names.joined(separator: ", "))")
        }
        endFlatten(problems.isEmpty ? "done" : problems.joined(separator: "; "))
    }

    /// Handles TWS exceeding its time.
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
        if let asked = flattensAsked.first, asked.isUnderWay {
            flattensAsked.removeFirst()
            give(.flattened(text), to: asked.script)
        }
        beginNextFlatten()
    }

    // MARK: Asked for by scripts

    /// A flatten that a script waits for.
    struct AskedFlatten {
        let script: ScriptID
        let scope: FlattenScope
        var isUnderWay = false
    }

    /// Cancels a script's orders and closes its position, or with the account's scope everything.
    ///
    /// For the account, entries are blocked first, as when the user does it: only the user allows them again.
    func flatten(_ request: FlattenRequest, of script: ScriptID) {
        let scope = request.isOfAccount ? FlattenScope.account : .script(script, symbol: request.symbol)
        if request.isOfAccount {
            guard desk.mayWatchAccount(script) else { return give(.flattened("not permitted"), to: script) }
            narrow(because: "\(desk.seat(script).name) flattens the account")
        }
        flattensAsked.append(AskedFlatten(script: script, scope: scope))
        beginNextFlatten()
    }

    private func beginNextFlatten() {
        guard !flattening.isUnderWay, let first = flattensAsked.first, !first.isUnderWay else { return }
        flattensAsked[0].isUnderWay = true
        flattener = first.script
        flatten(first.scope)
    }

    /// Allows only orders that reduce positions; a switch that is closed further stays so.
    private func narrow(because reason: String) {
        let latch = Halt.Latch(level: .reducing, reason: reason, by: "ibscript")
        guard desk.halt.level < latch.level else { return }
        run(desk.setHalt(latch, by: latch.by, at: clock.now))
        latchAlarm()
        takeBackQueued(because: latch.text, isEnding: false)
    }

}

extension FlattenScope {
    /// The script to which the scope is limited; `nil` for the wider ones.
    var script: ScriptID? { if case .script(let script, _) = self { script } else { nil } }
}
