/// The literal parts of an order in a script; what the script computes is absent.
package struct WrittenOrder: Hashable, Sendable {
    /// The action; `nil` if it is not a literal.
    package let action: String?
    /// The quantity; `nil` if it is not a literal.
    package let quantity: Double?
    /// The possible order types; empty if they are not literals.
    package let orderTypes: [String]
    /// The fields that its table names; empty if it is written without a table.
    package let fields: [String]
    /// The fields written as numbers, including prices, by name.
    package let numbers: [String: Double]

    /// The time in force; `nil` if it is not a literal.
    package let timeInForce: String?

    /// The algorithm; `nil` if it is not a literal.
    package let algorithm: String?

    /// Creates an order from its parts.
    package init(
        action: String? = nil,
        quantity: Double? = nil,
        orderTypes: [String] = [],
        fields: [String] = [],
        numbers: [String: Double] = [:],
        timeInForce: String? = nil,
        algorithm: String? = nil
    ) {
        self.algorithm = algorithm
        self.timeInForce = timeInForce
        self.fields = fields
        self.numbers = numbers
        self.action = action
        self.quantity = quantity
        self.orderTypes = orderTypes
    }
}
