internal import DequeModule
internal import ScriptHost
internal import TWSSession
internal import TWSWire
internal import Trading

// MARK: The connection's life cycle

extension RunCoordinator {
    /// Tells the supervisor, and carries out its actions.
    func supervise(_ event: ConnectionSupervisor.Event) {
        for action in supervisor.handle(event, using: &random) {
            switch action {
            case .connect(let endpoint): run(.connect(endpoint))
            case .wakeAt(let instant):
                run(.cancelTimer(.supervisor))
                let wait = Double(max(0, (instant - clock.instant).wholeNanoseconds)) / 1e9
                run(.startTimer(.supervisor, after: wait))
            case .note(let text): run(.show(.note(text), of: nil))
            case .giveUp(let error): giveUp(error)
            }
        }
    }

    /// Makes a connection; what the previous one still reports is dropped from now on.
    func connect(to endpoint: Endpoint) {
        connectionNumber += 1
        (held, isAdmitted) = ([], false)
        self.endpoint = endpoint
        link = links.connect(to: endpoint, handler: LinkEars(self, number: connectionNumber))
    }

    /// Handles a ready connection: nothing is sent on it before its account is known to be the right one.
    func becameReady(_ ready: ClientSession.Ready) {
        supervise(.ready(at: clock.instant))
        let wanted = account ?? configuration.account
        switch AccountChoice.choose(from: ready.accounts, wanted: wanted, mode: configuration.mode) {
        case .refused(let reason): refuse(reason)
        case .account(let account):
            guard claim(account) else { return }
            self.account = account
            openJournal(account)
            admit(
                TradingDesk.Connection(
                    account: account,
                    accounts: ready.accounts,
                    serverVersion: ready.serverVersion,
                    nextValidId: ready.nextValidId
                )
            )
        }
    }

    /// Admits the right account: what has come meanwhile counts, and the scripts start or continue.
    private func admit(_ connection: TradingDesk.Connection) {
        isAdmitted = true
        run(desk.connected(connection, at: clock.now))
        for message in held { receive(message) }
        held = []
        follow(.ready)
        start(connection)
        mindRestart()
    }

    /// Refuses a login that this run may not trade: the run ends, and hears nothing more from it.
    private func refuse(_ reason: String) {
        guard hasBegun else { return fail(ExitStatus.denied, reason) }
        _ = supervisor.handle(.stop, using: &random)
        connectionNumber += 1
        link?.close()
        link = nil
        run(.show(.note("ibscript: \(reason)"), of: nil))
        stop(.refused(reason))
    }

    /// Handles the end of the connection; `nil` if this side closed it.
    func lost(_ error: SessionError?) {
        // What the turn has not handed over yet has not left.
        depart()
        let reason = error.map { "\($0)" } ?? "it was closed"
        let unsent = link?.session.unsentOrders ?? []
        run(desk.disconnected(reason: reason, unsent: unsent, keptBack: holdTurns(), at: clock.now))
        departures.underWay = []
        link = nil
        guard let error else { return }
        follow(.lost)
        tellAll(.disconnected(reason: reason))
        supervise(.lost(error, at: clock.instant))
    }

    /// Holds what the desk has made for scripts that are still away, which comes too late; returns its orders, which
    /// have not left.
    private func holdTurns() -> Set<Int> {
        var orders: Set<Int> = []
        for place in slots.indices {
            for number in slots[place].turns.indices {
                slots[place].turns[number].isLate = true
                orders.formUnion(slots[place].turns[number].orders)
            }
        }
        return orders
    }

    private func giveUp(_ error: SessionError) {
        if slots.contains(where: \.isRunning) { return stop(.connectionLost("\(error)")) }
        if slots.allSatisfy(\.isWaiting) {
            fail(ExitStatus.connection, "\(error)")
        }
    }
}

// MARK: Gaps

extension RunCoordinator {
    /// Handles an error, which may say that TWS has lost IB, or found it again.
    func heard(_ error: ServerMessage.Error) {
        guard let event = LinkWatch.Event(code: error.errorCode) else { return }
        follow(event)
    }

    /// Handles the end of reconciliation: scripts' waiting requests are retried, and they are told what they have
    /// missed.
    func reconciled() {
        tellAll(.reconciled)
        follow(.reconciled)
        flattenReconciled()
        mindRestart()
    }

    private func follow(_ event: LinkWatch.Event) {
        for action in watch.handle(event, at: LinkWatch.Moment(time: clock.now, instant: clock.instant)) {
            switch action {
            case .stall: tellAll(.stalled)
            case .restore(let loss, let gap):
                let (count, actions) = desk.restoreStreams(onlyData: loss == .marketData, gap: gap)
                restored = count
                run(actions)
            case .resume(let gap): resume(after: gap)
            }
        }
    }

    private func resume(after gap: ConnectionGap) {
        var gap = gap
        gap.streams = gap.isRestored ? restored : 0
        run(.show(.note("\(gap.text)"), of: nil))
        if journal != nil { run(.journal(desk.record(.gap(from: gap.from, to: gap.to), at: clock.now))) }
        tellAll(.resumed(gap))
    }
}

extension ServerMessage {
    /// Whether it is an error, or a notice in the form of one.
    var isError: Bool { if case .error = self { true } else { false } }
}
