package import TWSWire

/// One execution, with its commission; its `acctNumber` tells the account.
package struct SimulatedExecution: Sendable, Hashable {
    /// Where and how much, as execDetails tells it.
    package internal(set) var execution: Execution
    /// The contract, as execDetails tells it.
    package let contract: Contract
    /// The instrument's conId.
    package let conId: Int
    /// In the instrument's currency.
    package let commission: Double
    /// The instrument's currency.
    package let currency: String
    /// Profit or loss of what the execution closed, after both commissions, in the instrument's currency; `nil` if it
    /// closed nothing.
    package internal(set) var realizedPNL: Double?
    /// Whether it is that of a combination, whose legs have executions of their own: it has no commission report.
    package var isCombination: Bool { contract.secType == .combination }
    /// When TWS learnt of it.
    package let time: ExchangeInstant
}
