package import TWSWire

/// An order whose last execution has been reported, as TWS then reports it: openOrder and orderStatus, twice.
///
/// The messages are made when they are asked for: they say nothing that the executions have not said.
package struct FilledOrder: Sendable, Hashable {
    private let order: SimulatedOrder

    init(_ order: SimulatedOrder) { self.order = order }

    /// The messages, in order.
    package var messages: [ServerMessage] {
        let status = status.serverMessage
        return [false, true].flatMap { withCommission in
            [Reporter.openOrder(order, isFirst: false, withCommission: withCommission).serverMessage, status]
        }
    }

    /// The orderStatus, the same both times.
    package var status: ServerMessage.OrderStatus { Reporter.status(of: order) }

    /// The contract by which openOrder names the instrument.
    package var contract: Contract { order.contract }

    /// The client's own text for the order; empty for none.
    package var reference: String { order.terms.orderRef }

    /// Whether both are reported by the same messages.
    package static func == (left: FilledOrder, right: FilledOrder) -> Bool { left.messages == right.messages }

    /// Hashes what identifies the order.
    package func hash(into hasher: inout Hasher) { hasher.combine(order.permID) }
}
