internal import Trading

/// Checks a script without executing any of it: syntax, header, names and permissions.
package struct ScriptCheck: Sendable {
    /// Most findings that one script gets; a file that is no script at all is not worth more lines.
    static let mostFindings = 200

    private let vocabulary: ScriptVocabulary

    /// Makes a check that knows the names of a host.
    package init(vocabulary: ScriptVocabulary) { self.vocabulary = vocabulary }

    /// Checks the text of a script.
    ///
    /// - Returns: What was found, by line and column; empty when all is well. A syntax error hides everything else
    ///   but a fault of the header.
    package func findings(source: String, file: String) -> [Finding] {
        findings(source: Array(source.utf8), file: file)
    }

    /// Checks the bytes of a script's file, which need not be UTF-8 in strings and comments.
    package func findings(source: [UInt8], file: String) -> [Finding] {
        var findings: [Finding] = []
        var header: ScriptHeader?
        do {
            header = try ScriptHeader.parse(source: source, file: file)
        } catch {
            findings.append(Finding(error))
            if error.code == .sourceTooLong { return findings }
        }
        do {
            let facts = try LuaParser.parse(source)
            let subject = CheckSubject(file: file, facts: facts, header: header, vocabulary: vocabulary)
            findings += subject.nameFindings() + subject.fieldFindings() + subject.permissionFindings()
        } catch {
            findings.append(
                Finding(
                    severity: .error,
                    file: file,
                    line: error.line,
                    column: error.column,
                    message: error.message,
                    code: .syntax
                )
            )
        }
        return Array(findings.sorted(by: Self.precedes).prefix(Self.mostFindings))
    }

    private static func precedes(_ left: Finding, _ right: Finding) -> Bool {
        (left.line, left.column, left.message) < (right.line, right.column, right.message)
    }
}

extension Finding {
    /// A fault of the header as a finding.
    package init(_ error: HeaderError) {
        self.init(
            severity: .error,
            file: error.file,
            line: error.line ?? 1,
            column: error.column,
            message: error.message,
            code: Code(rawValue: error.code.rawValue)
        )
    }
}
