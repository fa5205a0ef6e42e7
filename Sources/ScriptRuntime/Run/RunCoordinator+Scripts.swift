internal import DequeModule
package import ScriptHost
internal import TWSSession
internal import TWSWire
package import Trading

// MARK: Scripts and messages

extension RunCoordinator {
    /// Adds a script before the run starts; `make` receives its access to the desk.
    package func add(_ seat: ScriptSeat, _ make: (any DeskAccess) throws -> any RunningScript) rethrows {
        let id = desk.add(seat)
        let script = try make(DeskDoor(self, id))
        script.whenBack { [unowned self] in take(.back(id, $0)) }
        script.whenAsked { [unowned self] in leaveAhead(id) }
        slots.append(ScriptSlot(id: id, name: seat.name, script: script))
    }

    /// Submits a script's intent to the desk; the result waits for its turn among the script's effects.
    func submit(_ intent: Intent, of script: ScriptID, line: Int?) -> Verdict {
        mindSwitch()
        let (verdict, actions) = desk.submit(intent, of: script, line: line, at: clock.now)
        slots[script.number].turns.append(ScriptSlot.Turn(actions: actions, verdict: verdict))
        return verdict
    }

    /// Carries out the desk's actions.
    func run(_ actions: [DeskAction]) {
        for action in actions {
            switch action {
            case .journal(let record): run(.journal(record))
            case .send(let message): run(.send(message))
            case .takeBack(let orderId, let message): run(.takeBack(orderId: orderId, orSend: message))
            case .tell(let script, let news): tell(news, to: script)
            case .note(let text): run(.show(.note(text), of: nil))
            case .wakeAt(let moment): wakeDesk(at: moment)
            case .reconciled: reconciled()
            case .learned: tellAll(.learned)
            case .alarm(let message, let orderId):
                run(.show(.alarm(message: message, orderId: orderId), of: nil))
                latchAlarm()
            }
        }
    }

    /// Carries out the desk's actions for a connection that has ended meanwhile: no order of it leaves on another one.
    private func runLate(_ actions: [DeskAction]) {
        for action in actions {
            guard case .send(let message) = action, case .placeOrder = message else {
                run([action])
                continue
            }
            run(desk.notSent(message, because: "the connection ended before it was sent", at: clock.now))
        }
    }

    /// Starts every script, once the account is known to be tradable.
    func start(_ connection: TradingDesk.Connection) {
        var facts = facts(of: connection)
        if !hasBegun {
            for slot in slots {
                guard let obstacle = desk.nameObstacle(of: slot.id) else { continue }
                let remedy = obstacle.remedy.map { "; \($0)" } ?? ""
                return fail(ExitStatus.denied, "\(slot.name): \(obstacle.code.rawValue): \(obstacle.message)\(remedy)")
            }
            whenBegun()
        }
        hasBegun = true
        for place in slots.indices {
            if case .waiting = slots[place].phase {
                slots[place].phase = .running
                slots[place].begin = clock.now
                journalBegin(of: slots[place].id)
                facts.memory = memory(of: slots[place].id)
                give(.started(facts), to: slots[place].id)
            } else {
                give(.connected(facts), to: slots[place].id)
            }
        }
    }

    /// Returns what a script is told about the connection.
    func facts(of connection: TradingDesk.Connection) -> SessionFacts {
        SessionFacts(
            account: connection.account,
            accounts: connection.accounts,
            serverVersion: connection.serverVersion,
            clientId: configuration.clientId,
            isAlone: slots.count == 1
        )
    }

    /// Handles a message of TWS: books it, shows it, then tells the scripts.
    func receive(_ message: ServerMessage) {
        guard isAdmitted || message.isError else { return held.append(message) }
        if message.isMarketData {
            let route = desk.route(tick: message, at: clock.now)
            if route.recipient == .nobody { return run(desk.takeLearned()) }
            guard let id = route.requestId else { return deliver(message, to: route.recipient) }
            return deliver(message.with(requestId: id), to: route.recipient)
        }
        let reception = desk.receive(message, at: clock.now)
        run(reception.actions)
        for news in reception.news where news.isOwn { show(news.snapshot, news.changes, of: news.script) }
        if reception.recipient == .everyone { showError(message) }
        deliver(reception)
        if !reception.news.isEmpty { checkRetirements() }
        // Orders that belong to no script of the run are awaited as well.
        checkFlatten()
        if case .error(let error) = message { heard(error) }
    }

    private func deliver(_ reception: Reception) {
        guard !reception.news.isEmpty else {
            switch reception.recipient {
            case .script(let script) where !mayHear(reception.message, script): return
            case .everyone where !slots.allSatisfy({ mayHear(reception.message, $0.id) }):
                for place in slots.indices where mayHear(reception.message, slots[place].id) {
                    give(.message(reception.message, isShared: true), to: slots[place].id)
                }
            default: deliver(reception.message, to: reception.recipient)
            }
            return
        }
        // By place: a loop over the slots themselves would hold a second reference to what waits, which would be copied.
        for place in slots.indices {
            let id = slots[place].id
            var news: [ScriptEvent.OrderNews] = []
            for item in reception.news where item.script == id {
                news.append(ScriptEvent.OrderNews(item.snapshot, changes: item.changes))
            }
            if reception.recipient == .everyone || reception.recipient == .script(id) {
                let isShared = reception.recipient == .everyone
                give(.message(reception.message, news, isShared: isShared), to: id)
            } else {
                for item in news { give(.order(item), to: id) }
            }
        }
    }

    private func mayHear(_ message: ServerMessage, _ script: ScriptID) -> Bool {
        ask { $0.mayHear(message, script) }
    }

    private func deliver(_ message: ServerMessage, to recipient: Reception.Recipient) {
        switch recipient {
        case .script(let script): give(.message(message), to: script)
        case .everyone: tellAll(.message(message, isShared: true))
        case .nobody: break
        }
    }

    /// Tells every script.
    func tellAll(_ event: ScriptEvent) {
        for place in slots.indices { give(event, to: slots[place].id) }
    }

    private func tell(_ news: DeskNews, to script: ScriptID) {
        switch news {
        case .order(let order, let changes):
            show(order, changes, of: script)
            give(.order(ScriptEvent.OrderNews(order, changes: changes)), to: script)
            checkRetirements()
            checkFlatten()
        case .watched(let order, let changes):
            give(.order(ScriptEvent.OrderNews(order, changes: changes)), to: script)
        case .requestFailed(let id, let message):
            run(.show(.error(code: nil, message: message, id: id), of: script))
            give(.requestFailed(id: id, message: message), to: script)
        }
    }

    /// Tells the script that made a request, by the ID that it knows; requests of the desk belong to no script.
    func tellAsker(of request: Int, _ event: (Int) -> ScriptEvent) {
        guard let (script, local) = desk.asker(ofRequest: request), script != .desk else { return }
        give(event(local), to: script)
    }

    /// Ends every script from outside; a run that has not started ends at once.
    func stop(_ request: StopRequest) {
        guard !slots.allSatisfy(\.isWaiting) else { return abandon(request) }
        guard !slots.allSatisfy({ $0.end != nil }) else { return endWaiting(request) }
        if case .interrupted = request { takeBackQueued(because: "the run was interrupted", isEnding: true) }
        tellAll(.stopRequested(request))
    }

    private func abandon(_ request: StopRequest) {
        if case .timeLimit = request { return fail(ExitStatus.connection, "not connected within the time limit") }
        fail(ExitStatus.interrupted, "interrupted before the scripts began")
    }

    /// Gives a script an event and carries out what it requests; later, if its output has no room.
    func give(_ event: ScriptEvent, to script: ScriptID) {
        let place = script.number
        guard slots[place].isRunning else { return }
        guard mayTake(event, place) else { return }
        let effects = slots[place].script.handle(event, at: clock.now)
        if slots[place].script.isAway { return goAway(place) }
        carryOut(effects, of: script)
    }

    /// Carries out what a script requests.
    func carryOut(_ effects: [ScriptEffect], of script: ScriptID) {
        guard !effects.isEmpty else { return }
        if isPerforming {
            for effect in effects { self.effects.append((effect, script)) }
        } else {
            performAll(effects, of: script)
        }
        if effects.contains(where: \.isShown) { parkIfFull(script.number) }
    }

    /// Carries out effects in the order in which scripts gave them: what one of them makes a script do comes last.
    private func performAll(_ effects: [ScriptEffect], of script: ScriptID) {
        isPerforming = true
        for effect in effects { perform(effect, of: script) }
        while let (effect, script) = self.effects.popFirst() { perform(effect, of: script) }
        isPerforming = false
    }

    private func perform(_ effect: ScriptEffect, of script: ScriptID) {
        switch effect {
        case .deskTurn:
            guard let turn = slots[script.number].turns.popFirst() else { return }
            run(.tell(turn.verdict, of: script))
            if turn.isLate { runLate(turn.actions) } else { run(turn.actions) }
        case .output(let event):
            run(.show(event, of: script))
            if case .notification(let title, let level, let message) = event,
                slots[script.number].notices.passes(at: clock.now)
            {
                whenNotified(title, level, message)
            }
        case .startTimer(let timer, let seconds, let isTimeout):
            run(.startTimer(.script(script, timer), after: seconds, isTimeout: isTimeout))
        case .cancelTimer(let timer): run(.cancelTimer(.script(script, timer)))
        case .continueLater: run(.later(script))
        case .flatten(let request): flatten(request, of: script)
        case .remember(let entries): remember(entries, of: script)
        case .check(let check):
            if let whenChecked { return whenChecked(check, clock.now) }
            guard !check.holds else { return }
            let place = check.line.map { "line \($0): " } ?? ""
            run(.show(.log("\(place)check failed: \(check.text)"), of: script))
        case .ended(let end): retire(script, end)
        }
    }

    // MARK: Lines

    private func show(_ order: LedgerSnapshot, _ changes: [LedgerChange], of script: ScriptID) {
        guard showsOrders else { return }
        for change in changes {
            if let event = HostEvent(change, of: order.value) { run(.show(event, of: script)) }
        }
    }

    /// Shows an error once if it concerns no script in particular; a script shows those of its own requests.
    private func showError(_ message: ServerMessage) {
        guard case .error(let error) = message, let event = HostEvent(error, isOfOrder: false) else { return }
        run(.show(event, of: nil))
    }
}
