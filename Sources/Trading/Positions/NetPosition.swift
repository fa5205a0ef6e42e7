package import TWSWire

/// How much is held of an instrument.
package struct NetPosition: Sendable, Hashable {
    /// The instrument, as whoever knows it describes it.
    package var contract: Contract
    /// How much; negative for more sold than bought.
    package var quantity: ExactDecimal

    /// How much, without the direction.
    var size: ExactDecimal { quantity < .zero ? .zero - quantity : quantity }

    /// A position from its parts.
    package init(contract: Contract, quantity: ExactDecimal) {
        (self.contract, self.quantity) = (contract, quantity)
    }
}
