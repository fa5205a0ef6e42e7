package import TWSWire

/// One entry of the journal: what was intended, what left, what came back.
///
/// An order's intent is written before its bytes reach the socket, so that nothing at TWS is without a record here.
package struct JournalRecord: Sendable, Hashable {
    /// What happened.
    package enum Event: Sendable, Hashable {
        /// An order was checked and numbered, and is about to leave.
        case intent(orderId: Int, contract: Contract, order: Order)
        /// New terms of an order are about to leave.
        case modification(orderId: Int, order: Order)
        /// A cancel is about to leave.
        case cancel(orderId: Int)
        /// An order did not leave.
        case notSent(orderId: Int, reason: String)
        /// A rule forbade an intent.
        case denial(Denial)
        /// A message of TWS changed orders.
        case message(ServerMessage)
        /// The connection is up, with its accounts.
        case connected(accounts: [String])
        /// The connection is gone.
        case disconnected(reason: String)
        /// Something that must not happen.
        case alarm(String, orderId: Int?)
        /// The run has found an order of an earlier run and keeps it under this id.
        case adopted(orderId: Int, reference: String)
        /// A person has freed an order of unknown fate.
        case released(reference: String)
    }

    /// When, on the run's clock.
    package var at: RunInstant
    /// Whose it is; `nil` for what concerns the run.
    package var script: ScriptID?
    /// Line of the script; `nil` where none is to blame.
    package var line: Int?
    /// What happened.
    package var event: Event
}
