package import TWSWire

/// An order of an earlier run, as the journal records it.
package struct PastOrder: Sendable {
    /// The order's reference: an ``OrderReference`` as text, with its closing dot.
    package var reference: String
    /// The name of the script that placed it.
    package var scriptName: String
    /// The canonical path of the script's file.
    package var file: String
    /// The client id of the run that placed it.
    package var clientId: Int
    /// The order id under that client id.
    package var orderId: Int
    /// The contract to trade.
    package var contract: Contract
    /// When its intent was written, by that run's clock.
    package var placed: RunInstant
    /// The original terms.
    package var firstOrder: Order
    /// The latest terms that were about to be sent.
    package var order: Order
    /// Whether its bytes are known to have been sent. If `false`, they may have been sent all the same: the process may
    /// have been killed in between.
    package var wasSent: Bool
    /// Whether a person has released it: its fate stays unknown, but its key is free.
    package var isReleased: Bool
    /// Whether a run has found that it expired with its day.
    package var hasExpired: Bool
    /// What TWS reported about it, in order of arrival.
    package var messages: [ServerMessage]

    /// Creates an order from its parts; never modified by default.
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
