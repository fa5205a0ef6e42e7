internal import LuaBridge
internal import Notation

/// A line of a script as it is shown beside what is wrong in it.
package enum SourceExcerpt {
    /// The largest length of a shown line, in characters.
    private static let longest = 160

    /// Returns `12 | place(c, o)`; `nil` if the text has no such line or an empty one.
    ///
    /// - Parameter number: The line, from 1.
    package static func text(line number: Int, of source: String) -> String? {
        line(number, of: source).map { "\(number) | \(EscapedText.of($0, longest: longest))" }
    }

    /// Returns a line without blanks at either end; `nil` if there is none or an empty one.
    static func line(_ number: Int, of source: String) -> String? {
        let lines = source.split(separator: "\n", maxSplits: number, omittingEmptySubsequences: false)
        guard number > 0, lines.indices.contains(number - 1) else { return nil }
        let blanks: Set<Character> = [" ", "\t", "\r"]
        var line = lines[number - 1].drop(while: blanks.contains)
        while let last = line.last, blanks.contains(last) { line.removeLast() }
        return line.isEmpty ? nil : String(line)
    }
}

extension ScriptSession {
    /// Returns the line of the script, or of the module, that an error points to.
    func sourceLine(_ position: ScriptError.Position) -> String? {
        SourceExcerpt.line(position.line, of: text(of: position))
    }

    /// Returns the text that a position is in.
    func text(of position: ScriptError.Position) -> String {
        guard position.chunk != file, position.chunk.hasSuffix(Self.suffix) else { return source }
        let name = String(position.chunk.dropLast(Self.suffix.count))
        guard ModuleName.isValid(name), let bytes = try? modules.source(of: name) else { return source }
        return Self.chunk(of: String(decoding: bytes, as: UTF8.self))
    }

    private static let suffix = ".lua"
}
