package import TWSWire

/// An order of an earlier run, as the journal has it.
package struct PastOrder: Sendable {
    /// The order's reference: ``OrderReference`` as text, with its closing dot.
    package var reference: String
    /// Name of the script that placed it.
    package var scriptName: String
    /// Canonical path of the script's file.
    package var file: String
    /// Client id of the run that placed it.
    package var clientId: Int
    /// Its order id under that client id.
    package var orderId: Int
    /// What is traded.
    package var contract: Contract
    /// When its intent was written, on that run's clock.
    package var placed: RunInstant
    /// The terms that it was placed with.
    package var firstOrder: Order
    /// The latest terms that were about to leave.
    package var order: Order
    /// Whether its bytes are known to have left. Where not, they may have left all the same: the process may have been
    /// killed in between.
    package var wasSent: Bool
    /// Whether a person has freed it: its fate stays open, its key does not.
    package var isReleased: Bool
    /// Whether a run has settled that it ended with its day.
    package var hasExpired: Bool
    /// What TWS told of it, in the order of arrival.
    package var messages: [ServerMessage]

    /// An order from its parts; never modified unless told.
    package init(
        reference: String,
        scriptName: String,
        file: String,
        clientId: Int,
        orderId: Int,
        contract: Contract,
        placed: RunInstant,
        firstOrder: Order? = nil,
        order: Order,
        wasSent: Bool,
        isReleased: Bool,
        hasExpired: Bool = false,
        messages: [ServerMessage]
    ) {
        self.reference = reference
        self.scriptName = scriptName
        self.file = file
        self.clientId = clientId
        self.orderId = orderId
        self.contract = contract
        self.placed = placed
        self.firstOrder = firstOrder ?? order
        self.order = order
        self.wasSent = wasSent
        self.isReleased = isReleased
        self.hasExpired = hasExpired
        self.messages = messages
    }
}
