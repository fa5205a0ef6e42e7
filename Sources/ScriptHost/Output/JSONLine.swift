internal import Notation
package import TWSWire
package import Trading

/// Writes one JSON object with its keys in the order given; absent values are left out.
package struct JSONLine {
    private var parts: [String] = []

    /// Creates an object without members.
    package init() {}

    /// The object, on one line.
    package var text: String { "{" + parts.joined(separator: ",") + "}" }

    /// Adds a text.
    package mutating func add(_ key: String, _ value: String?) {
        guard let value else { return }
        append(key, EscapedText.json(value))
    }

    /// Adds an integer.
    package mutating func add(_ key: String, _ value: Int?) {
        guard let value else { return }
        append(key, "\(value)")
    }

    /// Adds a number; NaN and infinity, which JSON cannot express, are left out.
    package mutating func add(_ key: String, _ value: Double?) {
        guard let value, value.isFinite else { return }
        // This turns a negative zero into a plain one.
        append(key, "\(value + 0)")
    }

    /// Adds an exact decimal.
    package mutating func add(_ key: String, _ value: ExactDecimal?) {
        guard let value else { return }
        append(key, "\(value)")
    }

    /// Adds a time in seconds since 1970-01-01 00:00 UTC, to the microsecond and without an exponent.
    package mutating func add(_ key: String, _ value: RunInstant) {
        append(key, value.secondsText)
    }

    /// Adds `true` or `false`.
    package mutating func add(_ key: String, _ value: Bool) { append(key, "\(value)") }

    /// Adds a list of texts, even an empty one.
    package mutating func add(_ key: String, texts values: [String]) {
        append(key, "[" + values.map(EscapedText.json).joined(separator: ",") + "]")
    }

    /// Adds a list of integers; an empty one is left out.
    package mutating func add(_ key: String, _ values: [Int]) {
        guard !values.isEmpty else { return }
        append(key, "[" + values.map { "\($0)" }.joined(separator: ",") + "]")
    }

    /// Adds a list of objects, even an empty one; `fill` adds the members of one object.
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

    /// Adds a value that is already JSON.
    package mutating func add(_ key: String, json value: String) { append(key, value) }

    private mutating func append(_ key: String, _ value: String) {
        parts.append("\(EscapedText.json(key)):\(value)")
    }
}
