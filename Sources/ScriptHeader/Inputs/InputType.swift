/// The type of an input, by its name in the header.
package enum InputType: String, CaseIterable, Hashable, Sendable {
    /// An instrument's symbol as TWS spells it.
    case symbol
    /// Several symbols: a list in the script.
    case symbols
    /// Any text on one line.
    case string
    /// An integer.
    case integer
    /// A finite number.
    case number
    /// A price: a finite number above zero unless `min` says otherwise.
    case price
    /// `true` or `false`.
    case boolean
    /// A time of day, `HH:MM` or `HH:MM:SS`.
    case time
    /// One of `choices`.
    case choice

    /// An example of what to type on the command line, for messages.
    var example: String {
        switch self {
        case .symbol: "AAPL"
        case .symbols: "AAPL,MSFT"
        case .string: "TEXT"
        case .integer: "100"
        case .number: "1.5"
        case .price: "190.25"
        case .boolean: "true"
        case .time: "15:55"
        case .choice: "CHOICE"
        }
    }
}
