internal import Notation

/// One input as the header declares it.
package struct InputDeclaration: Hashable, Sendable {
    /// The name under `[inputs]`: scripts read `input.NAME`, users type `NAME=value`.
    package let name: String
    /// What values it takes.
    package let type: InputType
    /// The value when none is given; `nil` when the header has none.
    package let defaultValue: InputValue?
    /// Least value; only for `integer`, `number`, `price` and `time`.
    package let min: InputValue?
    /// Greatest value; only for `integer`, `number`, `price` and `time`.
    package let max: InputValue?
    /// Whether the script runs without a value: it then reads `nil`.
    package let isOptional: Bool
    /// The only values there are; empty when any will do.
    package let choices: [InputValue]
    /// One line that explains it.
    package let summary: String?
    /// Line of the script on which it is declared.
    package let line: Int

    /// What to type for it, such as `qty=100`.
    package var example: String {
        let value = defaultValue ?? choices.first ?? min
        return "\(name)=\(value?.description ?? type.example)"
    }

    /// Whether a value must be given on the command line.
    package var isRequired: Bool { defaultValue == nil && !isOptional }

    /// Types and checks a text from the command line.
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
