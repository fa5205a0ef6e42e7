internal import TWSWire

/// One account of an exchange's state.
public struct AccountRecord: Sendable, Hashable, Codable {
    /// Its place among the accounts, from 0.
    public var number: Int
    /// Its code.
    public var code: String
    /// Cash in the base currency at the start.
    public var startingCash: Double
    /// Its worth at the beginning of the day, in the base currency.
    public var dayNetLiquidation: Double
}

/// The cash of one currency in an exchange's state.
public struct CashRecord: Sendable, Hashable, Codable {
    /// The code of the account.
    public var account: String
    /// The currency.
    public var currency: String
    /// How much of it there is.
    public var amount: Double
}

/// One position of an exchange's state.
public struct PositionRecord: Sendable, Hashable, Codable {
    /// The code of the account.
    public var account: String
    /// The instrument's conId.
    public var conId: Int
    /// Where the instrument is traded.
    public var exchange: String
    /// Negative for a short position, 0 for a closed one.
    public var quantity: String
    /// Cost of one unit with multiplier and commission.
    public var averageCost: Double
    /// Average price of one unit.
    public var averagePrice: Double
    /// What was realised on it.
    public var realized: Double
    /// Its open and realised profit at the beginning of the day; `nil` if there was no position then.
    public var dayProfit: Double?
}

/// What orders have taken of one instrument's quote.
public struct QuoteRecord: Sendable, Hashable, Codable {
    /// The instrument's conId.
    public var conId: Int
    /// When the quote changes, and all of it is there again.
    public var until: Int64
    /// Size taken of the bid.
    public var bid: Double
    /// Size taken of the ask.
    public var ask: Double
}

extension PositionRecord {
    init(_ position: SimulatedPosition, account: String, dayProfit: Double?) {
        self.account = account
        conId = position.instrument.conId
        exchange = position.instrument.exchange
        quantity = position.quantity.description
        averageCost = position.averageCost
        averagePrice = position.averagePrice
        realized = position.realized
        self.dayProfit = dayProfit
    }

    /// The position again.
    ///
    /// - Throws: `StateError` for a row that is none.
    func position(_ catalogue: InstrumentCatalogue) throws(StateError) -> SimulatedPosition {
        guard let instrument = catalogue.instrument(conId: conId) else {
            throw StateError(.unknownContract, "the position in conId \(conId) is in no contract of the market")
        }
        var position = SimulatedPosition(instrument.routed(to: exchange))
        position.quantity = try MessageText.size(quantity, "the position in conId \(conId)")
        position.averageCost = averageCost
        position.averagePrice = averagePrice
        position.realized = realized
        return position
    }
}
