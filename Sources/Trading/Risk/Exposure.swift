package import TWSWire

/// An account's position and working orders in one instrument.
package struct Exposure: Sendable, Hashable {
    /// The position; negative when short.
    package var position: ExactDecimal
    /// The quantity that working orders may still buy.
    package var buying: ExactDecimal
    /// The quantity that working orders may still sell.
    package var selling: ExactDecimal

    /// Creates an exposure from its parts.
    package init(position: ExactDecimal = .zero, buying: ExactDecimal = .zero, selling: ExactDecimal = .zero) {
        (self.position, self.buying, self.selling) = (position, buying, selling)
    }

    /// Adds an order that may still fill; `nil` is an unknown quantity.
    package mutating func add(_ action: OrderAction, _ quantity: ExactDecimal) {
        if action == .buy { buying = buying + quantity } else { selling = selling + quantity }
    }

    /// Removes an order added before.
    package mutating func remove(_ action: OrderAction, _ quantity: ExactDecimal) {
        if action == .buy { buying = max(.zero, buying - quantity) } else { selling = max(.zero, selling - quantity) }
    }

    /// Whether all orders of this side together can only reduce the position and never reverse it.
    package func isReduced(by action: OrderAction) -> Bool {
        action == .buy ? position < .zero && buying <= .zero - position : position > .zero && selling <= position
    }
}
