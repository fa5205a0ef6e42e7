internal import TWSWire

/// Something that happens in the exchange at its time.
enum ExchangeEvent: Sendable {
    /// Orders that were transmitted together reach the exchange.
    case orders([Int])
    /// The exchange's acknowledgement of orders reaches TWS.
    case acknowledgement([Int])
    /// New terms of an order reach the exchange.
    case modification(Int, Order)
    /// The acknowledgement of new terms reaches TWS.
    case modificationAcknowledgement(Int)
    /// The news that an order's trigger was met reaches TWS.
    case election(Int)
    /// The news of a fill reaches TWS.
    case fill(FillDecision)
    /// A cancel reaches the exchange.
    case cancel(Int)
    /// The confirmation of a cancel reaches TWS.
    case cancelled(Int)
    /// The auction that an order waits for takes place, if it is still that one.
    case auction(Int)
    /// The time comes from which an order works, if it is still that time.
    case start(Int)
    /// An order's time in force ends, if it is still that time.
    case expiry(Int)
    /// The moment of an order's time condition comes.
    case condition(Int)
    /// An algorithm lets a slice of an order go.
    case slice(Int)
    /// The shares are found for which an order was held.
    case located(Int)
    /// The market opens for an order that was held.
    case sessionOpen(Int)
    /// The answer to a what-if order is ready.
    case preview(connection: ConnectionID, ClientMessage.PlaceOrder)
    /// A subscription's own clock strikes.
    case timer(SubscriptionTimer)
    /// A one-time answer is ready.
    case answer(Delivery)
}

extension ExchangeEvent {
    /// Whether what happens may look at a quote that the exchange keeps; clocks and answers do not.
    var looksAtMarket: Bool {
        switch self {
        case .timer, .answer: false
        default: true
        }
    }
}

/// The clock of one subscription; it stops when the subscription is gone or was made anew.
struct SubscriptionTimer: Sendable, Hashable {
    let connection: ConnectionID
    let kind: SubscriptionKind
    let requestID: Int
    /// Which of the subscriptions that used the request id.
    let generation: Int
}

/// The kinds of subscriptions that send by the clock.
enum SubscriptionKind: Sendable, Hashable {
    case accountUpdates, accountSummary, accountUpdatesMulti, positionsMulti, profit, profitSingle, realTimeBars
    case historicalBars, scanner
}
