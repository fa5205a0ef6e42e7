/// Checks a script without executing any of it: syntax, names, and what its header permits.
package struct ScriptCheck: Sendable {
    /// Most findings that one script gets; a file that is no script at all is not worth more lines.
    static let mostFindings = 200

    private let vocabulary: ScriptVocabulary

    /// Makes a check that knows the names of a host.
    package init(vocabulary: ScriptVocabulary) { self.vocabulary = vocabulary }

    /// Checks the bytes of a script's file, which need not be UTF-8 in strings and comments.
    ///
    /// - Parameters:
    ///   - source: The whole text.
    ///   - file: Its name, for positions.
    ///   - header: What the header says; `nil` when it is faulty: rules that need it are then silent.
    ///   - faults: What was found in the header before; it comes back among the rest.
    /// - Returns: What was found, by line and column; empty when all is well. A syntax error hides everything else
    ///   but the faults of the header.
    package func findings(source: [UInt8], file: String, header: HeaderFacts?, faults: [Finding] = []) -> [Finding] {
        let found = faults + textFindings(source, file, header)
        return Array(found.sorted(by: Self.precedes).prefix(Self.mostFindings))
    }

    private func textFindings(_ source: [UInt8], _ file: String, _ header: HeaderFacts?) -> [Finding] {
        do {
            let facts = try LuaParser.parse(source)
            let subject = CheckSubject(file: file, facts: facts, header: header, vocabulary: vocabulary)
            return subject.nameFindings() + subject.fieldFindings() + subject.permissionFindings()
                + subject.objectFindings() + subject.literalFindings()
        } catch {
            return [
                Finding(
                    severity: .error,
                    file: file,
                    line: error.line,
                    column: error.column,
                    message: error.message + Self.hint(source, line: error.line),
                    code: .syntax
                )
            ]
        }
    }

    /// What to write instead of a line that is no Lua.
    private static func hint(_ source: [UInt8], line: Int) -> String {
        let lines = source.split(separator: 0x0A, maxSplits: max(0, line), omittingEmptySubsequences: false)
        guard lines.indices.contains(line - 1) else { return "" }
        return PythonHabits.hint(forLine: String(decoding: lines[line - 1], as: UTF8.self)).map { "; \($0)" } ?? ""
    }

    private static func precedes(_ left: Finding, _ right: Finding) -> Bool {
        (left.line, left.column, left.message) < (right.line, right.column, right.message)
    }
}
