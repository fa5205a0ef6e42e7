internal import TWSWire

/// One connected client with everything it has subscribed to.
struct ClientConnection: Sendable {
    let id: ConnectionID
    let clientID: Int
    /// The last reqMarketDataType: 1 live, 2 frozen, 3 delayed, 4 delayed frozen.
    var marketDataType = 1
    /// Whether it gets the positions that change.
    var hasPositions = false
    /// Whether a client 0 asked for orders entered by hand to be bound.
    var bindsOrders = false
    /// Subscriptions by kind and request id (0 for the account stream, which has none).
    var subscriptions: [SubscriptionName: Subscription] = [:]
    /// Request ids of streams that follow the market, with the contract of each.
    var marketStreams: [MarketStreamName: Int] = [:]

    /// The subscriptions of a kind, by rising request id.
    func subscriptions(_ kind: SubscriptionKind) -> [(requestID: Int, subscription: Subscription)] {
        subscriptions.filter { $0.key.kind == kind }.map { ($0.key.requestID, $0.value) }
            .sorted { $0.requestID < $1.requestID }
    }
}

/// The name of a subscription within a connection.
struct SubscriptionName: Hashable, Sendable {
    let kind: SubscriptionKind
    let requestID: Int
}

/// A subscription that sends by its clock, or when the account changes.
struct Subscription: Sendable {
    /// Tells this subscription from an earlier one with the same request id.
    let generation: Int
    /// What exactly was asked for.
    let terms: Terms
    /// What was sent last, by name, so that only changes are sent.
    var sent: [String: String] = [:]

    /// What a subscription is about, by its kind.
    enum Terms: Sendable {
        case account(String)
        case summary(accounts: [String], tags: [String])
        case accountMulti(accounts: [String], model: String, ledgerOnly: Bool)
        case positionsMulti(accounts: [String], model: String)
        case profit(account: String)
        case profitSingle(account: String, conID: Int)
        case bars(BarStream)
        case scanner(Scan)
    }
}

/// A stream of bars: reqRealTimeBars or reqHistoricalData with keepUpToDate.
struct BarStream: Sendable {
    let instrument: Instrument
    let whatToShow: HistoryRequest.WhatToShow
    let formatDate: Int
    /// Length of a bar.
    let size: BarSize
    /// Regular hours only.
    let useRTH: Bool
}

/// The kinds of streams that follow the market.
enum MarketStreamKind: Sendable, Hashable {
    case topOfBook, depth, tickByTick
}

/// The name of a market stream within a connection.
struct MarketStreamName: Hashable, Sendable {
    let kind: MarketStreamKind
    let requestID: Int
}
