package import TWSWire

/// One execution, with its commission; its `acctNumber` tells the account.
@dynamicMemberLookup
package struct SimulatedExecution: Sendable, Hashable {
    /// Where and how much, as execDetails tells it.
    package internal(set) var execution: Execution
    /// The contract, as execDetails tells it.
    package let contract: Contract
    /// What the account was charged.
    package internal(set) var booking: Booking

    /// What an account was charged for an execution; a part of its row of a state file.
    package struct Booking: Sendable, Hashable, Codable {
        /// The instrument's conId.
        package let conId: Int
        /// In the instrument's currency.
        package let commission: Double
        /// The instrument's currency.
        package let currency: String
        /// Profit or loss of what the execution closed, after both commissions, in the instrument's currency; `nil` if
        /// it closed nothing.
        package internal(set) var realizedPNL: Double?
        /// When TWS learnt of it.
        package let time: ExchangeInstant
    }

    init(
        execution: Execution,
        contract: Contract,
        conId: Int,
        commission: Double,
        currency: String,
        realizedPNL: Double?,
        time: ExchangeInstant
    ) {
        self.execution = execution
        self.contract = contract
        booking = Booking(
            conId: conId,
            commission: commission,
            currency: currency,
            realizedPNL: realizedPNL,
            time: time
        )
    }

    init(execution: Execution, contract: Contract, booking: Booking) {
        (self.execution, self.contract, self.booking) = (execution, contract, booking)
    }

    /// A value of the booking.
    package subscript<Value>(dynamicMember path: KeyPath<Booking, Value>) -> Value { booking[keyPath: path] }

    /// Whether it is that of a combination, whose legs have executions of their own: it has no commission report.
    package var isCombination: Bool { contract.secType == .combination }
}
