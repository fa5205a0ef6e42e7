internal import TWSWire

/// The money and the positions of an account.
struct SimulatedAccount: Sendable {
    /// The currency in which accounts are valued.
    static let baseCurrency = "USD"

    /// What of an account never changes; part of its row of a state file as it is.
    struct Terms: Sendable, Hashable, Codable {
        /// Its code, such as DU1234567.
        var code: String
        /// Cash in the base currency at the start.
        var startingCash: Double
    }

    /// What there is of one currency; part of its row of a state file as it is.
    struct Cash: Sendable, Hashable, Codable {
        /// The currency.
        let currency: String
        /// How much of it there is; negative for a loan.
        let amount: Double
    }

    /// Code, and cash at the start.
    let terms: Terms
    /// How it was at the beginning of the day.
    var day: DayReference
    /// Cash by currency; the base currency is always there.
    private(set) var cash: [String: Double]
    /// Positions by conId; closed ones stay for their realised profit.
    private(set) var positions: [Int: SimulatedPosition] = [:]

    /// Makes an account that has cash and nothing else.
    init(code: String, startingCash: Double) {
        terms = Terms(code: code, startingCash: startingCash)
        day = DayReference(netLiquidation: startingCash)
        cash = [Self.baseCurrency: startingCash]
    }

    /// Its code, such as DU1234567.
    var code: String { terms.code }

    /// Cash in the base currency at the start.
    var startingCash: Double { terms.startingCash }

    /// What there is of each currency, the base currency first.
    var cashByCurrency: [Cash] { currencies.map { Cash(currency: $0, amount: cash[$0] ?? 0) } }

    /// Gives the account other cash and positions.
    mutating func replace(cash: [Cash], positions: [Int: SimulatedPosition]) {
        self.cash = Dictionary(cash.map { ($0.currency, $0.amount) }) { _, last in last }
        self.positions = positions
    }

    /// Positions by rising conId, closed ones too.
    var allPositions: [SimulatedPosition] {
        positions.values.sorted { $0.instrument.conId < $1.instrument.conId }
    }

    /// Positions that are not closed, by rising conId.
    var openPositions: [SimulatedPosition] {
        allPositions.filter { $0.quantity != .zero }
    }

    /// The currencies of the account, the base currency first.
    var currencies: [String] {
        [Self.baseCurrency] + cash.keys.filter { $0 != Self.baseCurrency }.sorted()
    }

    /// How much of a position there is.
    func quantity(_ conID: Int) -> ExactDecimal { positions[conID]?.quantity ?? .zero }

    /// Books an execution; tells the profit or loss of what it closed, `nil` if it closed nothing.
    mutating func apply(_ trade: Trade) -> Double? {
        let instrument = trade.instrument
        let signed = trade.isBuy ? trade.quantity : -trade.quantity
        var position = positions[instrument.conId] ?? SimulatedPosition(instrument)
        let change = position.apply(signed, price: trade.price, commission: trade.commission)
        positions[instrument.conId] = position
        cash[instrument.currency, default: 0] -= position.paid(signed, price: trade.price, change) + trade.commission
        if instrument.secType == .forex { cash[instrument.symbol, default: 0] += signed.double }
        return change.realized
    }

    /// Makes `ratio` units of each unit of a position.
    mutating func split(_ conID: Int, by ratio: Double) { positions[conID]?.split(by: ratio) }

    /// Adds money, or takes it if it is negative.
    mutating func credit(_ amount: Double, _ currency: String) { cash[currency, default: 0] += amount }

    /// Puts another position in the place of one, which cost so much more in its currency.
    mutating func replace(_ position: SimulatedPosition, paidMore: Double) {
        positions[position.instrument.conId] = position
        cash[position.instrument.currency, default: 0] -= paidMore
    }
}
