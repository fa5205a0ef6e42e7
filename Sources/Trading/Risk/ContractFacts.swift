package import TWSWire

/// An instrument as TWS resolved it: what is really traded, whatever a script calls it.
package final class ContractFacts: Sendable {
    /// The contract with every field that TWS filled in.
    package let contract: Contract
    /// The symbol of the underlying; for a stock, its own.
    package let underlying: String
    /// The kind of instrument; distinguishes a stock that TWS calls an exchange-traded fund.
    package let kind: SecurityType
    /// The units of the underlying in one contract.
    package let multiplier: Double
    /// The smallest price step where no market rule applies; 0 if TWS reported none.
    package let minTick: Double
    /// The market rule of each exchange.
    private let rules: [String: Int]

    /// Creates the facts from contract details that TWS sent.
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

    /// Returns the market rule of an exchange; `nil` if TWS names none.
    package func rule(at exchange: String) -> Int? {
        rules.isEmpty ? nil : rules[exchange.isEmpty ? contract.exchange : exchange]
    }
}
