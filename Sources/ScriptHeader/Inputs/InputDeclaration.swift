internal import Notation

/// One input, as the header declares it.
package struct InputDeclaration: Hashable, Sendable {
    /// The name under `[inputs]`: scripts read `input.NAME`, users type `NAME=value`.
    package let name: String
    /// The type of its values.
    package let type: InputType
    /// The value used if none is given; `nil` if the header sets none.
    package let defaultValue: InputValue?
    /// The smallest value; only for `integer`, `number`, `price` and `time`.
    package let min: InputValue?
    /// The largest value; only for `integer`, `number`, `price` and `time`.
    package let max: InputValue?
    /// Whether the script runs without a value, in which case it reads `nil`.
    package let isOptional: Bool
    /// The only permitted values; empty if any value is.
    package let choices: [InputValue]
    /// A one-line explanation.
    package let summary: String?
    /// The line of the script that declares it.
    package let line: Int

    /// An example of what to type for it, such as `qty=100`.
    package var example: String {
        let value = defaultValue ?? choices.first ?? min
        return "\(name)=\(value?.description ?? type.example)"
    }

    /// Whether a value must be given on the command line.
    package var isRequired: Bool { defaultValue == nil && !isOptional }

    /// Parses and checks a text from the command line.
    func value(typed text: String) throws(InputType.Fault) -> InputValue {
        let value = try type.value(typed: text)
        try check(value)
        return value
    }

    /// Checks bounds and choices.
    func check(_ value: InputValue) throws(InputType.Fault) {
        if let min, value.isBelow(min) { throw InputType.Fault("\(value) is below the minimum, \(min)") }
        if let max, max.isBelow(value) { throw InputType.Fault("\(value) is above the maximum, \(max)") }
        if case .price(let price) = value, min == nil, !(price > 0) {
            throw InputType.Fault("\(value) is not a price above zero")
        }
        guard choices.isEmpty || choices.contains(value) else {
            let listed = choices.map(\.description).joined(separator: ", ")
            throw InputType.Fault("\(QuotedText.of(value.description)) is not among the choices: \(listed)")
        }
    }
}
