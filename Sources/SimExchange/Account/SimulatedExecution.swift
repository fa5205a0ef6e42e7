public import TWSWire

/// One execution of the account, with its commission.
public struct SimulatedExecution: Sendable, Hashable {
    /// Where and how much, as execDetails tells it.
    public let execution: Execution
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
    public let realizedPNL: Double?
    /// When TWS learnt of it.
    public let time: ExchangeInstant
}
