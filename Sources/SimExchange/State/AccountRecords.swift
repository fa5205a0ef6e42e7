internal import TWSWire

/// One account of an exchange's state.
package struct AccountRecord: Sendable, Hashable, Codable {
    /// Its place among the accounts, from 0.
    package var number: Int
    /// Its code.
    package var code: String
    /// Cash in the base currency at the start.
    package var startingCash: Double
    /// Its worth at the beginning of the day, in the base currency.
    package var dayNetLiquidation: Double
}

/// The cash of one currency in an exchange's state.
package struct CashRecord: Sendable, Hashable, Codable {
    /// The code of the account.
    package var account: String
    /// The currency.
    package var currency: String
    /// How much of it there is.
    package var amount: Double
}

/// One position of an exchange's state.
package struct PositionRecord: Sendable, Hashable, Codable {
    /// The code of the account.
    package var account: String
    /// The instrument's conId.
    package var conId: Int
    /// Where the instrument is traded.
    package var exchange: String
    /// Negative for a short position, 0 for a closed one.
    package var quantity: String
    /// Cost of one unit with multiplier and commission.
    package var averageCost: Double
    /// Average price of one unit.
    package var averagePrice: Double
    /// What was realised on it.
    package var realized: Double
    /// Its open and realised profit at the beginning of the day; `nil` if there was no position then.
    package var dayProfit: Double?
}

/// What orders have taken of one instrument's quote.
package struct QuoteRecord: Sendable, Hashable, Codable {
    /// The instrument's conId.
    package var conId: Int
    /// When the quote changes, and all of it is there again.
    package var until: Int64
    /// Size taken of the bid.
    package var bid: Double
    /// Size taken of the ask.
    package var ask: Double
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
