internal import TWSWire

/// A connected client with everything it has subscribed to.
struct ClientConnection: Sendable {
    let id: ConnectionID
    let clientID: Int
    /// The last reqMarketDataType: 1 live, 2 frozen, 3 delayed, 4 delayed frozen.
    var marketDataType = 1
    /// Whether it receives changes of positions.
    var hasPositions = false
    /// Whether client 0 has asked for orders entered by hand to be bound.
    var bindsOrders = false
    /// The subscriptions by kind and request ID (0 for the account stream, which has none).
    var subscriptions: [SubscriptionName: Subscription] = [:]
    /// The request IDs of streams that follow the market, with the conId of each.
    var marketStreams: [MarketStreamName: Int] = [:]

    /// Returns the subscriptions of a kind, by ascending request ID.
    func subscriptions(_ kind: SubscriptionKind) -> [(requestID: Int, subscription: Subscription)] {
        guard subscriptions.keys.contains(where: { $0.kind == kind }) else { return [] }
        return subscriptions.filter { $0.key.kind == kind }.map { ($0.key.requestID, $0.value) }
            .sorted { $0.requestID < $1.requestID }
    }
}

/// The name of a subscription within a connection.
struct SubscriptionName: Hashable, Sendable {
    let kind: SubscriptionKind
    let requestID: Int
}

/// A subscription that sends on its timer, or when the account changes.
struct Subscription: Sendable {
    /// Distinguishes this subscription from an earlier one with the same request ID.
    let generation: Int
    /// The terms of the request.
    let terms: Terms
    /// What was sent last, by name, so that only changes are sent.
    var sent: [String: String] = [:]

    /// The terms of a subscription, by its kind.
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
    /// The length of a bar.
    let size: BarSize
    /// Whether only regular hours count.
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
