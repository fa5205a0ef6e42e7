internal import TWSWire

/// An account in an exchange's state.
package struct AccountRecord: Sendable, Hashable {
    /// Its index among the accounts, from 0.
    package var number: Int
    /// The code and the starting cash.
    var terms: SimulatedAccount.Terms
    /// Its value at the beginning of the day.
    var day: DayReference.Worth

    /// The code.
    package var code: String { terms.code }
}

extension AccountRecord: Codable {
    private enum CodingKeys: CodingKey {
        case number
    }

    /// Reads a row: the parts are beside the number, not nested in fields of their own.
    package init(from decoder: any Decoder) throws {
        number = try decoder.container(keyedBy: CodingKeys.self).decode(Int.self, forKey: .number)
        terms = try SimulatedAccount.Terms(from: decoder)
        day = try DayReference.Worth(from: decoder)
    }

    /// Writes a row.
    package func encode(to encoder: any Encoder) throws {
        try terms.encode(to: encoder)
        try day.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(number, forKey: .number)
    }
}

/// The cash in one currency in an exchange's state.
package struct CashRecord: Sendable, Hashable {
    /// The code of the account.
    package var account: String
    /// The amount and its currency.
    var cash: SimulatedAccount.Cash

    /// The currency.
    package var currency: String { cash.currency }
}

extension CashRecord: Codable {
    private enum CodingKeys: CodingKey {
        case account
    }

    /// Reads a row: currency and amount are beside the account, not nested in a field of their own.
    package init(from decoder: any Decoder) throws {
        account = try decoder.container(keyedBy: CodingKeys.self).decode(String.self, forKey: .account)
        cash = try SimulatedAccount.Cash(from: decoder)
    }

    /// Writes a row.
    package func encode(to encoder: any Encoder) throws {
        try cash.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(account, forKey: .account)
    }
}

/// A position in an exchange's state.
package struct PositionRecord: Sendable, Hashable {
    /// The code of the account.
    package var account: String
    /// The instrument's conId.
    package var conId: Int
    /// The exchange of the instrument.
    package var exchange: String
    /// Its unrealized and realized profit at the beginning of the day; `nil` if there was no position then.
    package var dayProfit: Double?
    /// The size and the cost of the position.
    var progress: SimulatedPosition.Progress
}

extension PositionRecord: Codable {
    private enum CodingKeys: CodingKey {
        case account, conId, exchange, dayProfit
    }

    /// Reads a row: the progress is beside the names, not nested in a field of its own.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        account = try container.decode(String.self, forKey: .account)
        conId = try container.decode(Int.self, forKey: .conId)
        exchange = try container.decode(String.self, forKey: .exchange)
        dayProfit = try container.decodeIfPresent(Double.self, forKey: .dayProfit)
        progress = try SimulatedPosition.Progress(from: decoder)
    }

    /// Writes a row.
    package func encode(to encoder: any Encoder) throws {
        try progress.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(account, forKey: .account)
        try container.encode(conId, forKey: .conId)
        try container.encode(exchange, forKey: .exchange)
        try container.encodeIfPresent(dayProfit, forKey: .dayProfit)
    }
}

extension PositionRecord {
    init(_ position: SimulatedPosition, account: String, dayProfit: Double?) {
        self.account = account
        conId = position.instrument.conId
        exchange = position.instrument.exchange
        progress = position.progress
        self.dayProfit = dayProfit
    }

    /// Returns the restored position.
    ///
    /// - Throws: `StateError` for a malformed row.
    func position(_ catalogue: InstrumentCatalogue) throws(StateError) -> SimulatedPosition {
        guard let instrument = catalogue.instrument(conId: conId) else {
            throw StateError(.unknownContract, "the position in conId \(conId) is in no contract of the market")
        }
        var position = SimulatedPosition(instrument.routed(to: exchange))
        position.progress = progress
        return position
    }
}
