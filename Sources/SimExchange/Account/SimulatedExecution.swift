public import TWSWire

/// One execution, with its commission; its `acctNumber` tells the account.
public struct SimulatedExecution: Sendable, Hashable {
    /// Where and how much, as execDetails tells it.
    public internal(set) var execution: Execution
    /// The contract, as execDetails tells it.
    public let contract: Contract
    /// The instrument's conId.
    public let conId: Int
    /// In the instrument's currency.
    public let commission: Double
    /// The instrument's currency.
    public let currency: String
    /// Profit or loss of what the execution closed, after both commissions, in the instrument's currency; `nil` if it
    /// closed nothing.
    public internal(set) var realizedPNL: Double?
    /// Whether it is that of a combination, whose legs have executions of their own: it has no commission report.
    public var isCombination: Bool { contract.secType == "BAG" }
    /// When TWS learnt of it.
    public let time: ExchangeInstant
}
