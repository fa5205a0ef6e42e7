/// The parts of an order that a script writes out; what it computes is absent.
package struct WrittenOrder: Hashable, Sendable {
    /// The action; `nil` when it is not written out.
    package let action: String?
    /// The quantity; `nil` when it is not written out.
    package let quantity: Double?
    /// The order types of which it may be one; empty when they are not written out.
    package let orderTypes: [String]
    /// The fields that its table names; empty when it is written without one.
    package let fields: [String]
    /// The fields that are written out as numbers, prices among them, by name.
    package let numbers: [String: Double]

    /// Makes an order from its parts.
    package init(
        action: String? = nil,
        quantity: Double? = nil,
        orderTypes: [String] = [],
        fields: [String] = [],
        numbers: [String: Double] = [:]
    ) {
        self.fields = fields
        self.numbers = numbers
        self.action = action
        self.quantity = quantity
        self.orderTypes = orderTypes
    }
}
