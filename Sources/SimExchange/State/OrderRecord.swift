/// One order of an exchange's state.
package struct OrderRecord: Sendable, Hashable, Codable {
    /// Its place among all orders, from 0.
    package var number: Int
    /// The client that placed it.
    package var clientId: Int
    /// The client's id for it.
    package var orderId: Int
    /// The account's id for it; 0 while it is held.
    package var permId: Int
    /// `own`, or for orders that were entered by hand `unbound` or `bound`.
    package var binding: String
    /// `held`, `sent` or `live`.
    package var stage: String
    /// Its state under IB's name.
    package var status: String
    /// Contract and terms: the placeOrder message.
    package var request: String
    /// Its size.
    package var total: String
    /// How much of it is filled.
    package var filled: String
    /// How much of it is filled, but TWS does not know yet.
    package var reserved: String
    /// The worst price at which it fills; `nil` for any.
    package var limit: Double?
    /// Average price of its fills.
    package var averagePrice: Double
    /// Price of its latest fill.
    package var lastPrice: Double
    /// What its executions cost.
    package var commission: CommissionRecord
    /// Whether its trigger was met.
    package var isElected: Bool
    /// When its trigger was met for the first time, where it has to be met twice.
    package var firstTouch: Int64?
    /// Whether the market has looked at it since it works.
    package var wasMatched: Bool
    /// True if it was a limit order that became a market order; `nil` if not, and in files of earlier versions.
    package var isMadeMarketable: Bool?
    /// Whether it waits in the book at its limit.
    package var isResting: Bool
    /// The number of its parent.
    package var parent: Int?
    /// What keeps it from working, as bits.
    package var holds: Int
    /// When its auction is.
    package var auctionTime: Int64?
    /// When it reached the exchange with its present terms.
    package var acceptedAt: Int64
    /// The legs of a combination.
    package var legs: [LegRecord]
    /// The plan of an algorithm that slices it.
    package var slices: [SliceRecord]
    /// How much of it an algorithm has let go.
    package var released: String?
    /// When it begins to work.
    package var startTime: Int64?
    /// When its time in force is over.
    package var expiry: Int64?
    /// Until when its market is known to be open.
    package var openUntil: Int64
    /// Whether a cancel has reached the exchange.
    package var isWithdrawn: Bool
    /// Whether its time in force allows no waiting, and it was withdrawn for that.
    package var isImmediateRest: Bool
    /// Whether its OCA group took it out.
    package var hasLeftGroup: Bool
    /// When it ended.
    package var completedAt: Int64?
    /// Why it was rejected.
    package var reason: String
}

/// What an order's executions cost, in parts of the instrument's currency.
package struct CommissionRecord: Sendable, Hashable, Codable {
    /// By quantity, before minimum and maximum, in millionths.
    package var charge: Int64
    /// Value of the executions in millionths.
    package var value: Int64
    /// Charged in all, in ten-thousandths.
    package var charged: Int64
}

/// One leg of an order for a combination.
package struct LegRecord: Sendable, Hashable, Codable {
    /// What its executions cost.
    package var commission: CommissionRecord
    /// Average price of its executions.
    package var averagePrice: Double
}

/// One slice of an algorithm's plan.
package struct SliceRecord: Sendable, Hashable, Codable {
    /// When it is let go.
    package var time: Int64
    /// This slice and all before it.
    package var released: String
}
