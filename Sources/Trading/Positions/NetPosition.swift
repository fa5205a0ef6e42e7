package import TWSWire

/// The net position in an instrument.
package struct NetPosition: Sendable, Hashable {
    /// The instrument, as its source describes it.
    package var contract: Contract
    /// The net quantity; negative when short.
    package var quantity: ExactDecimal

    /// The quantity without its direction.
    var size: ExactDecimal { quantity < .zero ? .zero - quantity : quantity }

    /// Creates a position from its parts.
    package init(contract: Contract, quantity: ExactDecimal) {
        (self.contract, self.quantity) = (contract, quantity)
    }
}
