internal import Notation

/// A condition on a report's figures, such as `max_drawdown > 0.1 or trades < 10`: the value of `--fail-if`.
///
/// Comparisons of a figure with a number, joined by `and` and `or`; `and` binds tighter.
package struct FailCondition: Hashable, Sendable {
    /// The error for a malformed condition.
    package struct Malformed: Error, Hashable, CustomStringConvertible, Sendable {
        /// What is wrong and what to write, as a clause.
        package let description: String
    }

    private struct Comparison: Hashable, Sendable {
        let name: String
        let sign: String
        let number: Double
    }

    /// The lists of comparisons; a list is met if all its comparisons are, the condition if any list is.
    private let alternatives: [[Comparison]]

    private static let signs = ["<=", ">=", "==", "!=", "<", ">"]

    /// Parses a condition.
    package init(_ text: String) throws(Malformed) {
        var alternatives: [[Comparison]] = []
        for part in Self.split(text, at: "or") {
            var comparisons: [Comparison] = []
            for words in Self.split(part.joined(separator: " "), at: "and") {
                comparisons.append(try Self.comparison(words.joined(separator: " ")))
            }
            alternatives.append(comparisons)
        }
        self.alternatives = alternatives
    }

    /// Returns whether the condition is met; an undefined figure meets no comparison.
    package func holds(_ metrics: Metrics) -> Bool {
        alternatives.contains { comparisons in
            comparisons.allSatisfy { comparison in
                let row = MetricTable.rows.first { $0.condition == comparison.name }
                guard let value = row?.value(metrics) else { return false }
                return Self.compare(value, comparison.sign, comparison.number)
            }
        }
    }

    private static func compare(_ value: Double, _ sign: String, _ number: Double) -> Bool {
        switch sign {
        case "<": value < number
        case "<=": value <= number
        case ">": value > number
        case ">=": value >= number
        case "==": value == number
        default: value != number
        }
    }

    private static func split(_ text: String, at word: Substring) -> [[Substring]] {
        text.split { $0 == " " || $0 == "\t" || $0 == "\n" }.split(
            separator: word,
            omittingEmptySubsequences: false
        ).map(Array.init)
    }

    private static func comparison(_ text: String) throws(Malformed) -> Comparison {
        let found = signs.lazy.compactMap { sign -> (String, Substring, Substring)? in
            guard let first = sign.first, let place = text.firstIndex(of: first), text[place...].hasPrefix(sign) else {
                return nil
            }
            return (sign, text[..<place], text[place...].dropFirst(sign.count))
        }.first
        guard let (sign, left, right) = found else {
            throw Malformed(description: "\(QuotedText.of(text)) is not a comparison; write max_drawdown > 0.1")
        }
        let name = String(left.filter { $0 != " " })
        let names = MetricTable.rows.map(\.condition)
        guard names.contains(name) else {
            throw Malformed(
                description: "\(QuotedText.of(name)) is not a metric of a report"
                    + NearestName.hint(for: name, among: names)
            )
        }
        guard let number = Double(right.filter { $0 != " " }), number.isFinite else {
            throw Malformed(description: "\(QuotedText.of(String(right))) is not a number")
        }
        return Comparison(name: name, sign: sign, number: number)
    }
}
