internal import TWSWire

/// The parts of an order that change during its life, besides its terms. Stored as the order's row in a state file: a
/// new field is stored from then on, and must be optional, because earlier files lack it.
struct OrderProgress: Sendable, Hashable, Codable {
    /// The stage of an order on its way to the exchange.
    enum Stage: String, Hashable, Sendable, Codable {
        /// Sent with transmit = false: TWS keeps it and reports nothing.
        case held
        /// On its way.
        case sent
        /// At the exchange.
        case live
    }

    /// Whether an order that was entered by hand has received an order ID.
    enum Binding: String, Hashable, Sendable, Codable {
        /// Placed through the API.
        case own
        /// Entered by hand, not bound yet: clients see order ID 0.
        case unbound
        /// Entered by hand, bound to client 0 with a negative ID.
        case bound
    }

    /// The account's ID for it; 0 while the order is held.
    var permID = 0
    var binding: Binding = .own
    var stage: Stage = .held
    @AsText var status: OrderStatus = .preSubmitted
    @AsText var total: ExactDecimal
    @AsText var filled: ExactDecimal = .zero
    /// The quantity filled at the exchange that TWS does not know of yet.
    @AsText var reserved: ExactDecimal = .zero
    /// The worst price at which it fills once it works; `nil` for any price.
    var limit: Double?
    var averagePrice = 0.0
    var lastPrice = 0.0
    /// The charges of its executions so far.
    var charges = ChargedAmounts()
    /// Whether its trigger was met; true from the start for types without one.
    var isElected: Bool
    /// The time of the quote or trade that met a trigger which needs a second one.
    var firstTouch: ExchangeInstant?
    /// Whether the market has looked at it since it started to work; that ends an immediate-or-cancel order.
    var wasMatched = false
    /// Whether the order rests in the book at its limit, because a quote did not reach it: it then fills at the limit.
    /// One that is marketable from the start fills at the quotes until it is done.
    var isResting = false
    private var madeMarketable: Bool?
    /// The index of the order that must fill first.
    var parent: Int?
    /// The reasons that keep it from working.
    var holds: Holds = []
    /// When its auction takes place; `nil` for orders without one.
    var auctionTime: ExchangeInstant?
    /// When it reached the exchange with its current terms.
    var acceptedAt = ExchangeInstant(nanoseconds: .max)
    /// The slices planned by its algorithm.
    var slices: [AlgorithmSlice] = []
    private var releasedText: AsText<ExactDecimal>?
    /// When it starts to work; `nil` if it already does.
    var startTime: ExchangeInstant?
    /// When its time in force ends; `nil` for never.
    var expiry: ExchangeInstant?
    /// Until when its market is known to be open; used if sessions are real.
    var openUntil = ExchangeInstant(nanoseconds: .min)
    /// Whether a cancel has reached the exchange.
    var isWithdrawn = false
    /// Whether it was withdrawn because its time in force allows no waiting: TWS then sends no notice 202.
    var isImmediateRest = false
    /// Whether its OCA group cancelled it: its own end then leaves the others alone.
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

    /// Whether it was a limit order that became a market order: TWS then reports first that it is filled, then how.
    var isMadeMarketable: Bool {
        get { madeMarketable ?? false }
        set { madeMarketable = newValue ? true : nil }
    }

    /// How much of it an algorithm has released so far; `nil` for orders without one.
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
