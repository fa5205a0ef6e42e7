package import TWSWire

/// Identifies an instrument however its contract is written: with or without an id, routed or not.
package struct InstrumentKey: Hashable, Sendable {
    /// The id of a contract that has no symbol; 0 for others.
    private let conId: Int
    private let symbol: String
    private let secType: SecurityType
    private let currency: String
    private let expiry: String
    private let strike: Double
    private let right: OptionRight

    /// Creates the key of a contract.
    package init(_ contract: Contract) {
        conId = contract.symbol.isEmpty ? contract.conId : 0
        symbol = contract.symbol
        secType = contract.secType
        currency = contract.currency
        // TWS appends a time and time zone to the date of some derivatives.
        let date = contract.lastTradeDateOrContractMonth
        expiry = date.isEmpty ? "" : String(date.prefix(8))
        strike = contract.strike ?? 0
        right = contract.right
    }

    /// A short description of the instrument.
    package var text: String {
        let name = symbol.isEmpty ? "conId \(conId)" : symbol
        let strike = strike == 0 ? "" : Int(exactly: strike).map { "\($0)" } ?? "\(strike)"
        return [name, expiry, strike, right.text].filter { !$0.isEmpty }.joined(separator: " ")
    }
}
