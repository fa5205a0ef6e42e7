internal import TWSWire

extension SimExchange {
    /// Starts a subscription, replacing one with the same name, and its timer if it has one.
    mutating func subscribe(
        _ connection: ConnectionID,
        _ kind: SubscriptionKind,
        _ requestID: Int,
        _ terms: Subscription.Terms,
        firstStrike: ExchangeInstant?,
        sent: [String: String] = [:]
    ) {
        let timer = directory.subscribe(connection, kind, requestID, terms, sent: sent)
        if let firstStrike { events.add(.timer(timer), at: firstStrike) }
    }

    /// Handles a subscription's timer, and restarts it.
    mutating func strike(_ timer: SubscriptionTimer) {
        guard let subscription = directory.subscription(of: timer) else { return }
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

    /// Returns when the timer of a kind of subscription fires next.
    func nextStrike(_ kind: SubscriptionKind) -> ExchangeInstant {
        switch kind {
        case .accountUpdates, .accountSummary, .accountUpdatesMulti, .positionsMulti: now.adding(seconds: 180)
        case .profit, .profitSingle: now.adding(seconds: 1)
        case .realTimeBars, .historicalBars: ExchangeInstant(seconds: (now.seconds / 5 + 1) * 5)
        case .scanner: now.adding(seconds: 30)
        }
    }
}
