package import TWSWire

/// Writes one JSON object, keys in the order they are given; absent values are left out.
package struct JSONLine {
    private var parts: [String] = []

    /// An object without members.
    package init() {}

    /// The object on one line.
    package var text: String { "{" + parts.joined(separator: ",") + "}" }

    /// Adds a text.
    package mutating func add(_ key: String, _ value: String?) {
        guard let value else { return }
        append(key, Self.quoted(value))
    }

    /// Adds an integer.
    package mutating func add(_ key: String, _ value: Int?) {
        guard let value else { return }
        append(key, "\(value)")
    }

    /// Adds a number; JSON has no word for NaN and infinity: they are left out.
    package mutating func add(_ key: String, _ value: Double?) {
        guard let value, value.isFinite else { return }
        append(key, "\(value)")
    }

    /// Adds an exact decimal.
    package mutating func add(_ key: String, _ value: ExactDecimal?) {
        guard let value else { return }
        append(key, "\(value)")
    }

    /// Adds a moment as seconds since 1970-01-01 00:00 UTC: to the microsecond, without exponent.
    package mutating func add(_ key: String, _ value: ScriptInstant) {
        append(key, value.secondsText)
    }

    /// Adds a list of integers; an empty one is left out.
    package mutating func add(_ key: String, _ values: [Int]) {
        guard !values.isEmpty else { return }
        append(key, "[" + values.map { "\($0)" }.joined(separator: ",") + "]")
    }

    /// Adds a list of objects, an empty one too; `fill` adds the members of one object.
    package mutating func add<Value>(
        _ key: String,
        objects values: [Value],
        _ fill: (Value, inout JSONLine) -> Void
    ) {
        let objects = values.map { value in
            var object = JSONLine()
            fill(value, &object)
            return object.text
        }
        append(key, "[" + objects.joined(separator: ",") + "]")
    }

    private mutating func append(_ key: String, _ value: String) {
        parts.append("\(Self.quoted(key)):\(value)")
    }

    /// A text as JSON writes it, with its quotes; what a terminal would act on is escaped too.
    package static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case let scalar where ShownText.isEscaped(scalar.value):
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
