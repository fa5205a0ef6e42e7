import Foundation

/// What a command has to say, as a page shows it.
///
/// `…` within a line stands for any text, and a line with nothing else for any number of lines. Blanks at the end of a
/// line do not count. A page that shows nothing below a command asks only for its exit code.
struct OutputPattern {
    private let lines: [String]

    init(_ lines: [String]) { self.lines = Self.trimmed(lines) }

    func matches(_ output: String) -> Bool {
        lines.isEmpty || Self.matches(lines[...], Self.trimmed(output.components(separatedBy: "\n"))[...])
    }

    private static func trimmed(_ lines: [String]) -> [String] {
        var lines = lines.map { line in String(line.reversed().drop { $0 == " " || $0 == "\r" }.reversed()) }
        while lines.last == "" { lines.removeLast() }
        return lines
    }

    private static func matches(_ pattern: ArraySlice<String>, _ output: ArraySlice<String>) -> Bool {
        guard let first = pattern.first else { return output.isEmpty }
        let rest = pattern.dropFirst()
        if first.allSatisfy({ $0 == "…" || $0 == " " }), !first.isEmpty {
            return (output.startIndex...output.endIndex).contains { matches(rest, output[$0...]) }
        }
        guard let line = output.first, fits(first, line) else { return false }
        return matches(rest, output.dropFirst())
    }

    private static func fits(_ pattern: String, _ line: String) -> Bool {
        let parts = pattern.components(separatedBy: "…")
        guard parts.count > 1, let last = parts.last else { return pattern == line }
        guard line.hasPrefix(parts[0]) else { return false }
        var rest = line.dropFirst(parts[0].count)
        for part in parts.dropFirst().dropLast() {
            guard let range = part.isEmpty ? rest.startIndex..<rest.startIndex : rest.range(of: part) else {
                return false
            }
            rest = rest[range.upperBound...]
        }
        return rest.hasSuffix(last)
    }
}
