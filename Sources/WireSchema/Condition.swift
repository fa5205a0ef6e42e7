/// When a field is on the wire: comparisons joined with `&&` and `||`.
///
/// Grammar of the `condition` column: `a==1 && b in {X,Y} || c>0`; `&&` binds tighter; `""` is the empty text.
package indirect enum Condition: Equatable, Sendable {
    /// A comparison of the field `name` with a literal.
    case comparison(name: String, operation: String, literal: String)
    /// The field's value is one of the literals.
    case member(name: String, literals: [String])
    /// Both conditions hold.
    case and(Condition, Condition)
    /// At least one condition holds.
    case or(Condition, Condition)

    /// Parses the column's text; `nil` when it is empty.
    ///
    /// - Throws: ``SchemaError`` for anything outside the grammar.
    package static func parse(_ text: String, file: String, line: Int) throws(SchemaError) -> Condition? {
        if text.isEmpty { return nil }
        var result: Condition?
        for alternative in split(text, by: "||") {
            var conjunction: Condition?
            for term in split(alternative, by: "&&") {
                guard let parsed = comparison(term) else {
                    throw SchemaError(file: file, line: line, reason: "no condition: \(term)")
                }
                conjunction = conjunction.map { .and($0, parsed) } ?? parsed
            }
            guard let conjunction else { throw SchemaError(file: file, line: line, reason: "no condition: \(text)") }
            result = result.map { .or($0, conjunction) } ?? conjunction
        }
        return result
    }

    private static func comparison(_ term: String) -> Condition? {
        if let range = firstRange(of: " in {", in: term), term.hasSuffix("}") {
            let name = String(term[..<range.lowerBound])
            let literals = term[range.upperBound...].dropLast().split(separator: ",").map(String.init)
            return name.isEmpty || literals.isEmpty ? nil : .member(name: name, literals: literals)
        }
        for operation in ["==", "!=", "<=", ">=", "<", ">"] {
            guard let range = firstRange(of: operation, in: term), range.lowerBound > term.startIndex else { continue }
            let literal = String(term[range.upperBound...])
            return .comparison(
                name: String(term[..<range.lowerBound]),
                operation: operation,
                literal: literal == "\"\"" ? "" : literal
            )
        }
        return nil
    }

    private static func split(_ text: String, by separator: String) -> [String] {
        var parts: [String] = []
        var rest = text[...]
        while let range = firstRange(of: separator, in: String(rest)) {
            let head = String(rest)
            parts.append(trim(String(head[..<range.lowerBound])))
            rest = Substring(String(head[range.upperBound...]))
        }
        parts.append(trim(String(rest)))
        return parts
    }

    private static func trim(_ text: String) -> String {
        String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }

    private static func firstRange(of needle: String, in text: String) -> Range<String.Index>? {
        var start = text.startIndex
        while start < text.endIndex {
            if text[start...].hasPrefix(needle) {
                return start..<text.index(start, offsetBy: needle.count)
            }
            start = text.index(after: start)
        }
        return nil
    }
}
