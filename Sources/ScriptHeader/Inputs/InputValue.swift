/// A typed and checked value of an input.
package enum InputValue: Hashable, Sendable, CustomStringConvertible {
    /// A symbol, as given.
    case symbol(String)
    /// Symbols in the order given, without duplicates.
    case symbols([String])
    /// A text on one line.
    case string(String)
    /// An integer.
    case integer(Int64)
    /// A finite number.
    case number(Double)
    /// A finite price in the contract's currency.
    case price(Double)
    /// True or false.
    case boolean(Bool)
    /// A time of day.
    case time(TimeOfDay)
    /// One of the declared choices.
    case choice(String)

    /// The value as it would be typed on the command line.
    package var description: String {
        switch self {
        case .symbol(let text), .string(let text), .choice(let text): text
        case .symbols(let symbols): symbols.joined(separator: ",")
        case .integer(let number): "\(number)"
        case .number(let number), .price(let number): HeaderTable.plain(number)
        case .boolean(let flag): "\(flag)"
        case .time(let time): time.text
        }
    }

    /// The texts that a permission bound to the input stands for.
    package var permitted: [String] {
        if case .symbols(let symbols) = self { symbols } else { [description] }
    }

    /// Whether the value is below another one of the same kind; values of different kinds have no order.
    func isBelow(_ other: InputValue) -> Bool {
        switch (self, other) {
        case (.integer(let left), .integer(let right)): left < right
        case (.number(let left), .number(let right)), (.price(let left), .price(let right)): left < right
        case (.time(let left), .time(let right)): left < right
        default: false
        }
    }
}
