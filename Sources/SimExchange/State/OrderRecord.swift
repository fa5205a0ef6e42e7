/// One order of an exchange's state.
public struct OrderRecord: Sendable, Hashable, Codable {
    /// Its place among all orders, from 0.
    public var number: Int
    /// The client that placed it.
    public var clientId: Int
    /// The client's id for it.
    public var orderId: Int
    /// The account's id for it; 0 while it is held.
    public var permId: Int
    /// `own`, or for orders that were entered by hand `unbound` or `bound`.
    public var binding: String
    /// `held`, `sent` or `live`.
    public var stage: String
    /// Its state under IB's name.
    public var status: String
    /// Contract and terms: the placeOrder message.
    public var request: String
    /// Its size.
    public var total: String
    /// How much of it is filled.
    public var filled: String
    /// How much of it is filled, but TWS does not know yet.
    public var reserved: String
    /// The worst price at which it fills; `nil` for any.
    public var limit: Double?
    /// Average price of its fills.
    public var averagePrice: Double
    /// Price of its latest fill.
    public var lastPrice: Double
    /// What its executions cost.
    public var commission: CommissionRecord
    /// Whether its trigger was met.
    public var isElected: Bool
    /// When its trigger was met for the first time, where it has to be met twice.
    public var firstTouch: Int64?
    /// Whether the market has looked at it since it works.
    public var wasMatched: Bool
    /// True if it was a limit order that became a market order; `nil` if not, and in files of earlier versions.
    public var isMadeMarketable: Bool?
    /// Whether it waits in the book at its limit.
    public var isResting: Bool
    /// The number of its parent.
    public var parent: Int?
    /// What keeps it from working, as bits.
    public var holds: Int
    /// When its auction is.
    public var auctionTime: Int64?
    /// When it reached the exchange with its present terms.
    public var acceptedAt: Int64
    /// The legs of a combination.
    public var legs: [LegRecord]
    /// The plan of an algorithm that slices it.
    public var slices: [SliceRecord]
    /// How much of it an algorithm has let go.
    public var released: String?
    /// When it begins to work.
    public var startTime: Int64?
    /// When its time in force is over.
    public var expiry: Int64?
    /// Until when its market is known to be open.
    public var openUntil: Int64
    /// Whether a cancel has reached the exchange.
    public var isWithdrawn: Bool
    /// Whether its time in force allows no waiting, and it was withdrawn for that.
    public var isImmediateRest: Bool
    /// Whether its OCA group took it out.
    public var hasLeftGroup: Bool
    /// When it ended.
    public var completedAt: Int64?
    /// Why it was rejected.
    public var reason: String
}

/// What an order's executions cost, in parts of the instrument's currency.
public struct CommissionRecord: Sendable, Hashable, Codable {
    /// By quantity, before minimum and maximum, in millionths.
    public var charge: Int64
    /// Value of the executions in millionths.
    public var value: Int64
    /// Charged in all, in ten-thousandths.
    public var charged: Int64
}

/// One leg of an order for a combination.
public struct LegRecord: Sendable, Hashable, Codable {
    /// What its executions cost.
    public var commission: CommissionRecord
    /// Average price of its executions.
    public var averagePrice: Double
}

/// One slice of an algorithm's plan.
public struct SliceRecord: Sendable, Hashable, Codable {
    /// When it is let go.
    public var time: Int64
    /// This slice and all before it.
    public var released: String
}
