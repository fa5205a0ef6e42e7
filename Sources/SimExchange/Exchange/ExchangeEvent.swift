internal import TWSWire

/// An event in the exchange at its time.
enum ExchangeEvent: Sendable {
    /// Orders that were transmitted together reach the exchange.
    case orders([Int])
    /// The exchange's acknowledgement of orders reaches TWS.
    case acknowledgement([Int])
    /// New terms of an order reach the exchange.
    case modification(Int, Order)
    /// The acknowledgement of new terms reaches TWS.
    case modificationAcknowledgement(Int)
    /// The news that an order was triggered reaches TWS.
    case election(Int)
    /// The news of a fill reaches TWS.
    case fill(FillDecision)
    /// A cancel reaches the exchange.
    case cancel(Int)
    /// The confirmation of a cancel reaches TWS.
    case cancelled(Int)
    /// The auction that an order waits for takes place, if the order still waits for it.
    case auction(Int)
    /// The time from which an order works has come, if it is still that time.
    case start(Int)
    /// An order's time in force ends, if it is still that time.
    case expiry(Int)
    /// The time of an order's time condition has come.
    case condition(Int)
    /// An algorithm releases a slice of an order.
    case slice(Int)
    /// The shares for which an order was held are located.
    case located(Int)
    /// The market opens for an order that was held.
    case sessionOpen(Int)
    /// The answer to a what-if order is ready.
    case preview(connection: ConnectionID, ClientMessage.PlaceOrder)
    /// A subscription's timer fires.
    case timer(SubscriptionTimer)
    /// A one-time answer is ready.
    case answer(Delivery)
}

extension ExchangeEvent {
    /// Whether the event may look at a quote that the exchange stores; timers and answers do not.
    var looksAtMarket: Bool {
        switch self {
        case .timer, .answer: false
        default: true
        }
    }
}

/// The timer of one subscription; it stops when the subscription has ended or was replaced.
struct SubscriptionTimer: Sendable, Hashable {
    let connection: ConnectionID
    let kind: SubscriptionKind
    let requestID: Int
    /// Identifies one of the subscriptions that used the request ID.
    let generation: Int
}

/// The kinds of subscriptions that send on a timer.
enum SubscriptionKind: Sendable, Hashable {
    case accountUpdates, accountSummary, accountUpdatesMulti, positionsMulti, profit, profitSingle, realTimeBars
    case historicalBars, scanner
}
