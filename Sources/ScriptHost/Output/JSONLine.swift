package import TWSWire

/// Writes one flat JSON object, keys in the order they are given; absent values are left out.
package struct JSONLine {
    private var parts: [String] = []

    /// An object without members.
    package init() {}

    /// The object on one line.
    package var text: String { "{" + parts.joined(separator: ",") + "}" }

    /// Adds a text.
    package mutating func add(_ key: String, _ value: String?) {
        guard let value else { return }
        parts.append("\(Self.quoted(key)):\(Self.quoted(value))")
    }

    /// Adds an integer.
    package mutating func add(_ key: String, _ value: Int?) {
        guard let value else { return }
        parts.append("\(Self.quoted(key)):\(value)")
    }

    /// Adds a number; JSON has no word for NaN and infinity: they are left out.
    package mutating func add(_ key: String, _ value: Double?) {
        guard let value, value.isFinite else { return }
        parts.append("\(Self.quoted(key)):\(value)")
    }

    /// Adds an exact decimal.
    package mutating func add(_ key: String, _ value: ExactDecimal?) {
        guard let value else { return }
        parts.append("\(Self.quoted(key)):\(value)")
    }

    /// Adds a list of integers; an empty one is left out.
    package mutating func add(_ key: String, _ values: [Int]) {
        guard !values.isEmpty else { return }
        parts.append("\(Self.quoted(key)):[" + values.map { "\($0)" }.joined(separator: ",") + "]")
    }

    /// A text as JSON writes it, with its quotes.
    package static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            default:
                if scalar.value < 0x20 || scalar.value == 0x7f {
                    let digits = String(scalar.value, radix: 16)
                    result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                } else {
                    result.unicodeScalars.append(scalar)
                }
            }
        }
        return result + "\""
    }
}
