internal import TWSWire

/// What changes of an order in its life, besides its terms. It is the order's row of a state file as it is: a field that
/// is added is kept from then on, and must be optional, because files of before lack it.
struct OrderProgress: Sendable, Hashable, Codable {
    /// How far an order has come on its way to the exchange.
    enum Stage: String, Hashable, Sendable, Codable {
        /// Sent with transmit = false: TWS keeps it and says nothing.
        case held
        /// On its way.
        case sent
        /// At the exchange.
        case live
    }

    /// Whether an order that was entered by hand has got an order id.
    enum Binding: String, Hashable, Sendable, Codable {
        /// Placed through the API.
        case own
        /// Entered by hand, not bound yet: clients see order id 0.
        case unbound
        /// Entered by hand, bound to client 0 under a negative id.
        case bound
    }

    /// The account's id for it; 0 while the order is held.
    var permID = 0
    var binding: Binding = .own
    var stage: Stage = .held
    @AsText var status: OrderStatus = .preSubmitted
    @AsText var total: ExactDecimal
    @AsText var filled: ExactDecimal = .zero
    /// Filled at the exchange, but TWS does not know yet.
    @AsText var reserved: ExactDecimal = .zero
    /// The worst price at which it fills once it works; `nil` at any price.
    var limit: Double?
    var averagePrice = 0.0
    var lastPrice = 0.0
    /// What its executions cost so far.
    var charges = ChargedAmounts()
    /// Whether its trigger was met; true from the start for types without one.
    var isElected: Bool
    /// The quote or trade that met a trigger which needs a second one.
    var firstTouch: ExchangeInstant?
    /// Whether the market has looked at it since it works; an immediate-or-cancel order ends with that.
    var wasMatched = false
    /// Whether the order waits in the book at its limit, because a quote was short of it: it then fills at the limit.
    /// One that is marketable from the start fills at the quotes until it is done.
    var isResting = false
    private var madeMarketable: Bool?
    /// The order that must fill first, by its place in the book.
    var parent: Int?
    /// What keeps it from working.
    var holds: Holds = []
    /// When its auction is; `nil` for orders without one.
    var auctionTime: ExchangeInstant?
    /// When it reached the exchange with its present terms.
    var acceptedAt = ExchangeInstant(nanoseconds: .max)
    /// The plan of an algorithm that slices it.
    var slices: [AlgorithmSlice] = []
    private var releasedText: AsText<ExactDecimal>?
    /// When it begins to work; `nil` if it does already.
    var startTime: ExchangeInstant?
    /// When its time in force is over; `nil` for never.
    var expiry: ExchangeInstant?
    /// Until when its market is known to be open; used where sessions are real.
    var openUntil = ExchangeInstant(nanoseconds: .min)
    /// Whether a cancel has reached the exchange.
    var isWithdrawn = false
    /// Whether it was withdrawn because its time in force allows no waiting: TWS then sends no notice 202.
    var isImmediateRest = false
    /// Whether its OCA group took it out: its own end then leaves the others alone.
    var hasLeftGroup = false
    /// When it ended; `nil` while it works.
    var completedAt: ExchangeInstant?
    /// Why it was cancelled or rejected, for completed orders.
    var reason = ""

    init(total: ExactDecimal, limit: Double?, isElected: Bool) {
        self.total = total
        self.limit = limit
        self.isElected = isElected
    }

    /// Whether it was a limit order that became a market order: TWS then tells that it is filled before how.
    var isMadeMarketable: Bool {
        get { madeMarketable ?? false }
        set { madeMarketable = newValue ? true : nil }
    }

    /// How much of it an algorithm has let go so far; `nil` for orders without one.
    var released: ExactDecimal? {
        get { releasedText?.wrappedValue }
        set { releasedText = newValue.map(AsText.init) }
    }

    private enum CodingKeys: String, CodingKey {
        case permID = "permId"
        case binding, stage, status, total, filled, reserved, limit, averagePrice, lastPrice
        case charges = "commission"
        case isElected, firstTouch, wasMatched, isResting
        case madeMarketable = "isMadeMarketable"
        case parent, holds, auctionTime, acceptedAt, slices
        case releasedText = "released"
        case startTime, expiry, openUntil, isWithdrawn, isImmediateRest, hasLeftGroup, completedAt, reason
    }
}
