internal import TWSWire

extension SimExchange {
    /// Starts a subscription, in place of one with the same name, and its clock if it has one.
    mutating func subscribe(
        _ connection: ConnectionID,
        _ kind: SubscriptionKind,
        _ requestID: Int,
        _ terms: Subscription.Terms,
        firstStrike: ExchangeInstant?,
        sent: [String: String] = [:]
    ) {
        generations += 1
        let generation = generations
        update(connection) { client in
            client.subscriptions[SubscriptionName(kind: kind, requestID: requestID)] = Subscription(
                generation: generation,
                terms: terms,
                sent: sent
            )
        }
        guard let firstStrike else { return }
        let timer = SubscriptionTimer(connection: connection, kind: kind, requestID: requestID, generation: generation)
        events.add(.timer(timer), at: firstStrike)
    }

    /// Ends a subscription; tells whether there was one.
    @discardableResult
    mutating func unsubscribe(_ connection: ConnectionID, _ kind: SubscriptionKind, _ requestID: Int) -> Bool {
        var existed = false
        update(connection) { client in
            let name = SubscriptionName(kind: kind, requestID: requestID)
            existed = client.subscriptions.removeValue(forKey: name) != nil
        }
        return existed
    }

    func subscription(_ connection: ConnectionID, _ kind: SubscriptionKind, _ requestID: Int) -> Subscription? {
        client(connection)?.subscriptions[SubscriptionName(kind: kind, requestID: requestID)]
    }

    /// Remembers what was sent on a subscription.
    mutating func remember(
        _ sent: [String: String],
        _ connection: ConnectionID,
        _ kind: SubscriptionKind,
        _ requestID: Int
    ) {
        update(connection) { client in
            client.subscriptions[SubscriptionName(kind: kind, requestID: requestID)]?.sent
                .merge(sent) { _, new in new }
        }
    }

    /// Does what a subscription does when its clock strikes, and winds the clock again.
    mutating func strike(_ timer: SubscriptionTimer) {
        guard let subscription = subscription(timer.connection, timer.kind, timer.requestID),
            subscription.generation == timer.generation
        else { return }
        switch timer.kind {
        case .accountUpdates: sendAccountChanges(to: timer.connection)
        case .accountSummary: sendSummaryChanges(timer.requestID, to: timer.connection)
        case .accountUpdatesMulti: sendMultiChanges(timer.requestID, to: timer.connection)
        case .positionsMulti: return
        case .profit: sendProfit(timer.requestID, subscription.terms, to: timer.connection)
        case .profitSingle: sendSingleProfit(timer.requestID, subscription.terms, to: timer.connection)
        case .realTimeBars: sendRealTimeBar(timer.requestID, subscription.terms, to: timer.connection)
        case .historicalBars: sendBarUpdate(timer.requestID, subscription.terms, to: timer.connection)
        case .scanner: sendScan(timer.requestID, subscription.terms, to: timer.connection)
        }
        events.add(.timer(timer), at: nextStrike(timer.kind, subscription.terms))
    }

    /// When the clock of a kind of subscription strikes next.
    func nextStrike(_ kind: SubscriptionKind) -> ExchangeInstant {
        switch kind {
        case .accountUpdates, .accountSummary, .accountUpdatesMulti, .positionsMulti: now.adding(seconds: 180)
        case .profit, .profitSingle: now.adding(seconds: 1)
        case .realTimeBars, .historicalBars: ExchangeInstant(seconds: (now.seconds / 5 + 1) * 5)
        case .scanner: now.adding(seconds: 30)
        }
    }
}
