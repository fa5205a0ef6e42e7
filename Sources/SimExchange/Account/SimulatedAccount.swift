internal import TWSWire

/// An account with its money and positions.
struct SimulatedAccount: Sendable {
    /// The currency in which accounts are valued.
    static let baseCurrency = "USD"

    /// The parts of an account that never change; stored as part of its row in a state file.
    struct Terms: Sendable, Hashable, Codable {
        /// The code, such as DU1234567.
        var code: String
        /// The cash in the base currency at the start.
        var startingCash: Double
    }

    /// The cash in one currency; stored as part of its row in a state file.
    struct Cash: Sendable, Hashable, Codable {
        /// The currency.
        let currency: String
        /// The amount; negative for a loan.
        let amount: Double
    }

    /// The code, and the cash at the start.
    let terms: Terms
    /// The account at the beginning of the day.
    var day: DayReference
    /// The cash in the base currency.
    private var baseCash: Double
    /// The cash in the other currencies, of which most accounts have none.
    private var otherCash: [String: Double] = [:]
    /// The positions by conId; closed ones stay for their realized profit.
    private(set) var positions: [Int: SimulatedPosition] = [:]

    /// Makes an account that has only cash.
    init(code: String, startingCash: Double) {
        terms = Terms(code: code, startingCash: startingCash)
        day = DayReference(netLiquidation: startingCash)
        baseCash = startingCash
    }

    /// The code, such as DU1234567.
    var code: String { terms.code }

    /// The cash in the base currency at the start.
    var startingCash: Double { terms.startingCash }

    /// The cash by currency; the base currency is always present.
    var cash: [String: Double] { otherCash.merging([Self.baseCurrency: baseCash]) { _, base in base } }

    /// Returns the cash in a currency.
    func cash(in currency: String) -> Double {
        currency == Self.baseCurrency ? baseCash : otherCash[currency] ?? 0
    }

    /// The cash in each currency, the base currency first.
    var cashByCurrency: [Cash] { currencies.map { Cash(currency: $0, amount: cash(in: $0)) } }

    /// Replaces the cash and the positions.
    mutating func replace(cash: [Cash], positions: [Int: SimulatedPosition]) {
        otherCash = Dictionary(cash.map { ($0.currency, $0.amount) }) { _, last in last }
        baseCash = otherCash.removeValue(forKey: Self.baseCurrency) ?? 0
        self.positions = positions
    }

    /// The positions by ascending conId, including closed ones.
    var allPositions: [SimulatedPosition] {
        guard positions.count > 1 else { return Array(positions.values) }
        return positions.values.sorted { $0.instrument.conId < $1.instrument.conId }
    }

    /// The positions that are not closed, by ascending conId.
    var openPositions: [SimulatedPosition] {
        allPositions.filter { $0.quantity != .zero }
    }

    /// The currencies of the account, the base currency first.
    var currencies: [String] {
        otherCash.isEmpty ? [Self.baseCurrency] : [Self.baseCurrency] + otherCash.keys.sorted()
    }

    /// Returns the size of a position.
    func quantity(_ conID: Int) -> ExactDecimal { positions[conID]?.quantity ?? .zero }

    /// Books an execution; returns the profit or loss of what it closed, `nil` if it closed nothing.
    mutating func apply(_ trade: Trade) -> Double? {
        let instrument = trade.instrument
        let signed = trade.isBuy ? trade.quantity : -trade.quantity
        var position = positions[instrument.conId] ?? SimulatedPosition(instrument)
        let change = position.apply(signed, price: trade.price, commission: trade.commission)
        positions[instrument.conId] = position
        credit(-(position.paid(signed, price: trade.price, change) + trade.commission), instrument.currency)
        if instrument.secType == .forex { credit(signed.double, instrument.symbol) }
        return change.realized
    }

    /// Turns each unit of a position into `ratio` units.
    mutating func split(_ conID: Int, by ratio: Double) { positions[conID]?.split(by: ratio) }

    /// Adds money; a negative amount takes it.
    mutating func credit(_ amount: Double, _ currency: String) {
        if currency == Self.baseCurrency { baseCash += amount } else { otherCash[currency, default: 0] += amount }
    }

    /// Replaces a position with another one, which cost this much more in its currency.
    mutating func replace(_ position: SimulatedPosition, paidMore: Double) {
        positions[position.instrument.conId] = position
        credit(-paidMore, position.instrument.currency)
    }
}
