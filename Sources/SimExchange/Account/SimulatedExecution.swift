package import TWSWire

/// An execution with its commission; its `acctNumber` names the account.
@dynamicMemberLookup
package struct SimulatedExecution: Sendable, Hashable {
    /// The execution as execDetails reports it.
    package internal(set) var execution: Execution
    /// The contract as execDetails reports it.
    package let contract: Contract
    /// What the account was charged.
    package internal(set) var booking: Booking

    /// What an account was charged for an execution; part of its row in a state file.
    package struct Booking: Sendable, Hashable, Codable {
        /// The instrument's conId.
        package let conId: Int
        /// The commission in the instrument's currency.
        package let commission: Double
        /// The instrument's currency.
        package let currency: String
        /// The profit or loss of what the execution closed, after both commissions, in the instrument's currency; `nil`
        /// if it closed nothing.
        package internal(set) var realizedPNL: Double?
        /// When TWS learned of it.
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

    /// Whether it belongs to a combination, whose legs have executions of their own: it has no commission report.
    package var isCombination: Bool { contract.secType == .combination }
}
