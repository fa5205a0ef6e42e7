internal import TWSWire

/// The account as TWS reported it in the last complete round.
struct AccountView: Sendable {
    /// Positions by instrument, with the contract as TWS describes it.
    let positions: [InstrumentKey: NetPosition]
    /// The net of the executions seen by then.
    let nets: [InstrumentKey: ExactDecimal]
    /// Working orders that are not in the book, by number.
    let others: [Int: OtherOrder]
}

/// A working order of the account that is not in the book.
struct OtherOrder: Sendable, Hashable {
    /// The number by which the desk would know it.
    let number: Int
    let contract: Contract
    let order: Order

    /// The quantity that may still fill.
    var remaining: ExactDecimal { max(.zero, (order.totalQuantity ?? .zero) - (order.filledQuantity ?? .zero)) }
}
