package import TWSWire

/// An instrument as TWS has resolved it: what is really traded, whatever a script calls it.
package final class ContractFacts: Sendable {
    /// The contract with everything that TWS has filled in.
    package let contract: Contract
    /// Symbol of what it is derived from; of a share its own.
    package let underlying: String
    /// Kind, where a stock that TWS calls an exchange-traded fund is one.
    package let kind: SecurityType
    /// Units of the underlying in one contract.
    package let multiplier: Double
    /// Smallest price step where no market rule says otherwise; 0 where TWS has told none.
    package let minTick: Double
    /// Market rule of each exchange.
    private let rules: [String: Int]

    /// The facts in a message of TWS.
    package init(_ details: ContractDetails) {
        contract = details.contract
        underlying = details.underSymbol.isEmpty ? details.contract.symbol : details.underSymbol
        let isFund = details.contract.secType == .stock && details.stockType == "ETF"
        kind = isFund ? .etf : details.contract.secType
        let multiplier = Double(details.contract.multiplier) ?? 1
        self.multiplier = multiplier.isFinite && multiplier > 0 ? multiplier : 1
        minTick = details.minTick.isFinite && details.minTick > 0 ? details.minTick : 0
        let exchanges = details.validExchanges.split(separator: ",")
        let numbers = details.marketRuleIds.split(separator: ",").map { Int($0) }
        rules = Dictionary(
            zip(exchanges, numbers).compactMap { exchange, rule in rule.map { (String(exchange), $0) } },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// The market rule of an exchange; `nil` where TWS names none.
    package func rule(at exchange: String) -> Int? {
        rules.isEmpty ? nil : rules[exchange.isEmpty ? contract.exchange : exchange]
    }
}
