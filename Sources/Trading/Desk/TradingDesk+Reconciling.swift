internal import TWSWire

// MARK: What TWS knows

extension TradingDesk {
    /// Whether everything that TWS knows about orders was read on this connection, so that orders may enter.
    package var isReconciled: Bool { reconciler.isReconciled }

    /// Handles a wake-up requested with ``DeskAction/wakeAt(_:)``.
    package mutating func wake(at now: RunInstant) -> [DeskAction] {
        guard connection != nil else { return [] }
        var actions: [DeskAction] = []
        if let deadline = questions.deadline, deadline <= now {
            questions.deadline = nil
            actions.append(.learned)
        }
        if let round = reconciler.round {
            return actions + (round.deadline <= now ? endRound(at: now) : wakeAgain())
        }
        guard let next = reconciler.nextRound, next <= now else { return actions + wakeAgain() }
        return actions + beginRound(at: now)
    }

    /// Asks TWS for everything it knows about orders; if a round is under way, another follows it.
    mutating func beginRound(at now: RunInstant) -> [DeskAction] {
        guard let connection else { return [] }
        guard reconciler.round == nil else {
            reconciler.isRoundDue = true
            return []
        }
        var parts: Set<ReconciliationRound.Part> = [.nextId, .openOrders, .executions, .positions]
        let completedSince = ClientMessage.ReqCompletedOrders.since
        if connection.serverVersion >= completedSince { parts.insert(.completedOrders) }
        let round = ReconciliationRound(
            parts,
            executionsId: routes.add(.desk, besides: orderIds.next),
            candidates: Set(ledger.working.map(\.orderId)),
            at: now
        )
        reconciler.round = round
        (reconciler.nextRound, reconciler.isRoundDue) = (nil, false)
        return questions(of: round, connection)
    }

    private mutating func questions(of round: ReconciliationRound, _ connection: Connection) -> [DeskAction] {
        var ids = ClientMessage.ReqIds()
        ids.numIds = 1
        var executions = ClientMessage.ReqExecutions()
        executions.reqId = round.executionsId
        executions.filter.acctCode = connection.account
        if connection.serverVersion >= Self.earlierDaysSince { executions.filter.lastNDays = 7 }
        reconciler.nextIds += 1
        reconciler.openOrders.append(.desk)
        reconciler.positions.append(.desk)
        ledger.beginReconciliation()
        var actions: [DeskAction] = [
            .send(.reqIds(ids)), .send(.reqAllOpenOrders(.init())), .send(.reqExecutions(executions)),
        ]
        if round.awaited.contains(.completedOrders) {
            var completed = ClientMessage.ReqCompletedOrders()
            completed.apiOnly = true
            reconciler.completedOrders.append(.desk)
            actions.append(.send(.reqCompletedOrders(completed)))
        }
        return actions + [.send(.reqPositions(.init()))] + wakeAgain()
    }

    /// The first server version whose executions may include those of earlier days.
    private static let earlierDaysSince = 200

    private func wakeAgain() -> [DeskAction] { nextWake.map { [.wakeAt($0)] } ?? [] }

    /// The next time the desk must be woken.
    var nextWake: RunInstant? { [reconciler.wake, questions.deadline].compactMap(\.self).min() }

    /// Lets waiting scripts retry.
    func wakeScripts() -> [DeskAction] { isReconciled ? [.reconciled] : [] }

    // MARK: Answers

    /// Records what a message contributes to the round, and hides from scripts what only the desk has requested.
    ///
    /// - Parameter isNews: Whether the message has changed an order.
    mutating func reconcile(
        _ message: ServerMessage,
        isNews: Bool,
        _ reception: inout Reception,
        at now: RunInstant
    ) -> [DeskAction] {
        switch message {
        case .openOrder, .orderStatus:
            if !isNews, reconciler.openOrders.first == .desk { reception.recipient = .nobody }
        case .openOrderEnd: return end(\.openOrders, .openOrders, &reception, at: now)
        case .completedOrder: if reconciler.completedOrders.first == .desk { reception.recipient = .nobody }
        case .completedOrdersEnd: return end(\.completedOrders, .completedOrders, &reception, at: now)
        case .execDetails(let details):
            if details.execution.acctNumber.isEmpty || details.execution.acctNumber == connection?.account {
                reconciler.executions.take(details)
            }
        case .execDetailsEnd(let end):
            if end.reqId == reconciler.round?.executionsId { return ended(.executions, at: now) }
        case .commissionAndFeesReport:
            if !isNews, reconciler.round?.awaited.contains(.executions) == true { reception.recipient = .nobody }
        case .position(let position): note(position, &reception)
        case .positionEnd:
            let isOurs = reconciler.positions.first == .desk
            let actions = end(\.positions, .positions, &reception, at: now)
            let isWanted = reconciler.scriptsHearPositions || !reconciler.positions.isEmpty
            return isOurs && !isWanted ? [.send(.cancelPositions(.init()))] + actions : actions
        case .nextValidId where reconciler.nextIds > 0:
            reconciler.nextIds -= 1
            reception.recipient = .nobody
            return ended(.nextId, at: now)
        case .error(let error): return note(error, at: now)
        default: break
        }
        return []
    }

    /// What is known about the order that a status or open-order message reports while the desk waits for its own list:
    /// a listed message that changes nothing is not reported.
    mutating func known(of message: ServerMessage) -> ListedOrder? {
        guard reconciler.openOrders.first == .desk else { return nil }
        let number: Int?
        switch message {
        case .openOrder(let open):
            number = ledger.number(
                orderId: open.orderId,
                permId: open.order.permId,
                reference: open.order.orderRef
            )
        case .orderStatus(let status):
            number = ledger.number(orderId: status.orderId, permId: status.permId, reference: "")
        default: return nil
        }
        guard let entry = number.flatMap({ ledger[$0] }) else { return nil }
        return ListedOrder(
            isAnswered: !entry.isModifyPending && !entry.isCancelPending,
            isAcknowledged: entry.isAcknowledged,
            permId: entry.permId,
            reported: entry.reported
        )
    }

    /// What a listed message can change about an order without changing its state.
    struct ListedOrder: Equatable {
        let isAnswered: Bool
        let isAcknowledged: Bool
        let permId: Int
        let reported: LedgerEntry.Reported?
    }

    /// Handles the end mark of a list whose answers arrive in the order of the requests.
    private mutating func end(
        _ askers: WritableKeyPath<Reconciler, [Reconciler.Asker]>,
        _ part: ReconciliationRound.Part,
        _ reception: inout Reception,
        at now: RunInstant
    ) -> [DeskAction] {
        guard !reconciler[keyPath: askers].isEmpty, reconciler[keyPath: askers].removeFirst() == .desk else {
            return []
        }
        reception.recipient = .nobody
        return ended(part, at: now)
    }

    private mutating func ended(_ part: ReconciliationRound.Part, at now: RunInstant) -> [DeskAction] {
        reconciler.round?.ended(part)
        return reconciler.round?.awaited.isEmpty == true ? endRound(at: now) : []
    }

    private mutating func note(_ position: ServerMessage.Position, _ reception: inout Reception) {
        guard reconciler.positions.first == .desk else { return }
        if position.account == connection?.account {
            let key = InstrumentKey(position.contract)
            reconciler.round?.positions[key] = position.position ?? .zero
            reconciler.round?.contracts[key] = position.contract
        }
        if !reconciler.scriptsHearPositions { reception.recipient = .nobody }
    }

    /// Handles TWS's reports about its connection to IB: what happened meanwhile must be read again.
    private mutating func note(_ error: ServerMessage.Error, at now: RunInstant) -> [DeskAction] {
        switch error.errorCode {
        case 1100: reconciler.isLinkUp = false
        case 1101, 1102:
            reconciler.isLinkUp = true
            reconciler.isReconciled = false
            return beginRound(at: now)
        default: break
        }
        return []
    }

    /// Records that a script asks for a list whose rows have no request id.
    mutating func noteAsker(of message: ClientMessage) {
        switch message {
        case .reqOpenOrders, .reqAllOpenOrders: reconciler.openOrders.append(.script)
        case .reqCompletedOrders: reconciler.completedOrders.append(.script)
        case .reqPositions:
            reconciler.positions.append(.script)
            reconciler.scriptsHearPositions = true
        case .cancelPositions: reconciler.scriptsHearPositions = false
        case .reqIds: break
        default: break
        }
    }

    /// Records that TWS lists an order as working.
    mutating func noteNamed(_ message: ServerMessage) {
        guard reconciler.round != nil else { return }
        switch message {
        case .openOrder(let open) where !open.order.whatIf && !open.orderState.status.isFinal:
            name(ledger.number(orderId: open.orderId, permId: open.order.permId, reference: open.order.orderRef))
        case .orderStatus(let status) where !status.status.isFinal:
            name(ledger.number(orderId: status.orderId, permId: status.permId, reference: ""))
        default: break
        }
    }

    private mutating func name(_ number: Int?) {
        if let number { reconciler.named.insert(number) }
    }
}
