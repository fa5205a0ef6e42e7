extension PythonHabits {
    /// What is wrong with a text that is no Lua, at another place than the one where Lua has noticed it.
    package struct Slip: Hashable, Sendable {
        /// What to write instead.
        package let hint: String
        /// The line to change, from 1.
        package let line: Int
        /// The byte within the line, from 1.
        package let column: Int
    }

    /// Returns the `else if` that begins an `if` of its own, for which an `end` is missing, given Lua's message about that
    /// and its line; `nil` if there is none.
    package static func slip(inText text: some StringProtocol, message: String, line: Int) -> Slip? {
        let lines = text.split(separator: "\n", maxSplits: max(0, line), omittingEmptySubsequences: false).prefix(line)
        guard message.hasPrefix("'end' expected") else {
            // The function around it ends too early: end)
            guard message == "unexpected symbol near ')'", lines.last?.contains("end") == true else { return nil }
            return lines.indices.lazy.reversed().compactMap { slip(inLine: String(lines[$0]), $0 + 1) }.first
        }
        // What the missing end would close begins before the `else if`.
        let opener = message.firstMatch(of: #/\(to close '\w+' at line (\d+)\)/#).flatMap { Int($0.1) } ?? 1
        return lines.indices.lazy.dropFirst(opener - 1).compactMap { slip(inLine: String(lines[$0]), $0 + 1) }.first
    }

    private static func slip(inLine line: String, _ number: Int) -> Slip? {
        let code = String(line.prefix(500))
        guard let found = code.firstMatch(of: #/^(?:[^-"'\[]|-(?!-))*?\b(else\s+if)\b/#)?.output.1 else { return nil }
        return Slip(
            hint: "else if begins an if of its own, with its own end: write elseif",
            line: number,
            column: code.utf8.distance(from: code.startIndex, to: found.startIndex) + 1
        )
    }

    /// Returns which side of a comparison is nil, given Lua's message and the line; `nil` for any other message.
    static func hint(forComparison message: String, line: String) -> String? {
        guard message.contains("attempt to compare"), message.contains("nil"), !line.isEmpty else { return nil }
        let (isBoth, isFirst) = (message.contains("two nil"), message.contains("compare nil with"))
        let line = String(line.prefix(500))
        var missing: [Substring] = []
        for comparison in line.matches(of: comparison) {
            // Lua turns a > b into b < a.
            let isTurned = comparison.output.2.hasPrefix(">")
            let (left, right) = (comparison.output.1, comparison.output.3)
            // What an operator gives is not nil.
            if isBoth || isFirst != isTurned, !line[..<left.startIndex].endsWithOperator { missing.append(left) }
            if isBoth || isFirst == isTurned, !line[right.endIndex...].beginsWithOperator { missing.append(right) }
        }
        var names: [String] = []
        for name in missing.map(String.init) where !names.contains(name) {
            if name.contains(#/^(?:-?\d|["'#]|true$|false$)/#) { continue }
            names.append(name)
        }
        guard let first = names.first else { return "a missing value is nil: ask for it first" }
        guard names.count == 1 else { return "\(names.joined(separator: " or ")) is nil: a missing value is nil" }
        guard !first.contains("(") else { return "\(first) gives nil: a missing value is nil" }
        return "\(first) is nil: a missing value is nil, so ask first, if \(first) then …"
    }

    private static var comparison: Regex<(Substring, Substring, Substring, Substring)> {
        #/((?:[\w.:#"']|\([^()]*\)|\[[^\[\]]*\])+)\s*([<>]=?)(?![<>])\s*((?:[\w.:#"'-]|\([^()]*\)|\[[^\[\]]*\])+)/#
    }
}

extension Substring {
    private static let operators: Set<Character> = ["+", "-", "*", "/", "%", "^", "&", "|", "~"]

    /// Whether an arithmetic operator stands before what follows.
    fileprivate var endsWithOperator: Bool {
        last { $0 != " " }.map(Self.operators.contains) ?? false || hasSuffix("..")
    }

    /// Whether an arithmetic operator stands behind what comes before.
    fileprivate var beginsWithOperator: Bool {
        let rest = drop { $0 == " " }
        return rest.first.map(Self.operators.contains) ?? false && !rest.hasPrefix("~=") || rest.hasPrefix("..")
    }
}
