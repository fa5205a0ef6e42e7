package import TWSWire

/// What an account holds of one instrument, and what works in it.
package struct Exposure: Sendable, Hashable {
    /// What is held; negative for more sold than bought.
    package var position: ExactDecimal
    /// What working orders may still buy.
    package var buying: ExactDecimal
    /// What working orders may still sell.
    package var selling: ExactDecimal

    /// An exposure from its parts.
    package init(position: ExactDecimal = .zero, buying: ExactDecimal = .zero, selling: ExactDecimal = .zero) {
        (self.position, self.buying, self.selling) = (position, buying, selling)
    }

    /// Counts an order that may still fill; `nil` is a quantity that nobody knows.
    package mutating func add(_ action: OrderAction, _ quantity: ExactDecimal) {
        if action == .buy { buying = buying + quantity } else { selling = selling + quantity }
    }

    /// Takes an order out that was counted.
    package mutating func remove(_ action: OrderAction, _ quantity: ExactDecimal) {
        if action == .buy { buying = max(.zero, buying - quantity) } else { selling = max(.zero, selling - quantity) }
    }

    /// Whether all orders of this side together can only make the position smaller, and never turn it round.
    package func isReduced(by action: OrderAction) -> Bool {
        action == .buy ? position < .zero && buying <= .zero - position : position > .zero && selling <= position
    }
}
