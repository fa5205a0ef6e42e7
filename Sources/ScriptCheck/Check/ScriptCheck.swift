/// Checks a script without executing any of it: syntax, names, and what its header permits.
package struct ScriptCheck: Sendable {
    /// The largest number of findings for one script; a file that is not a script at all is not worth more lines.
    static let mostFindings = 200

    private let vocabulary: ScriptVocabulary

    /// Creates a check that knows the names of a host.
    package init(vocabulary: ScriptVocabulary) { self.vocabulary = vocabulary }

    /// Checks the bytes of a script's file, which need not be UTF-8 in strings and comments.
    ///
    /// - Parameters:
    ///   - source: The whole text.
    ///   - file: Its name, for positions.
    ///   - header: The facts of the header; `nil` if it is faulty, in which case rules that need it report nothing.
    ///   - faults: Findings already made in the header; they are returned with the rest.
    ///   - modules: The modules that the script loads, which must obey the same header.
    /// - Returns: The findings by line and column, those of modules after the script's; empty if all is well. A syntax
    ///   error hides every other finding in its file except the header's.
    package func findings(
        source: [UInt8],
        file: String,
        header: HeaderFacts?,
        faults: [Finding] = [],
        modules: [Module] = []
    ) -> [Finding] {
        var whole = LuaFacts()
        var parts: [Part] = []
        for (place, text) in ([Module(file: file, source: source)] + modules).enumerated() {
            let part = Part(file: text.file, isModule: place > 0, facts: parse(text, isAlone: modules.isEmpty))
            if case .success(let facts) = part.facts { whole.merge(facts) }
            parts.append(part)
        }
        let found = parts.map { part in
            ((part.isModule ? [] : faults) + findings(in: part, whole, header)).sorted(by: Self.precedes)
        }
        return Array(found.joined().prefix(Self.mostFindings))
    }

    /// One file of a script.
    private struct Part {
        let file: String
        let isModule: Bool
        let facts: Result<LuaFacts, SyntaxFault>
    }

    /// Why a file is not valid Lua.
    private struct SyntaxFault: Error {
        let finding: Finding
    }

    private func findings(in part: Part, _ whole: LuaFacts, _ header: HeaderFacts?) -> [Finding] {
        switch part.facts {
        case .failure(let fault): return [fault.finding]
        case .success(let facts):
            let subject = CheckSubject(
                file: part.file,
                facts: facts,
                whole: whole,
                isModule: part.isModule,
                header: header,
                vocabulary: vocabulary
            )
            let found =
                subject.nameFindings() + subject.fieldFindings() + subject.permissionFindings()
                + subject.objectFindings() + subject.literalFindings() + subject.assignmentFindings()
                + subject.assignedFindings() + subject.operationFindings() + subject.protectionFindings()
                + subject.unfedFindings()
            // What is wrong with a table is found wherever it is used.
            var told: Set<Finding> = []
            return found.filter { told.insert($0).inserted }.map { $0.protected(by: facts.protection) }
        }
    }

    private func parse(_ text: Module, isAlone: Bool) -> Result<LuaFacts, SyntaxFault> {
        do {
            var facts = try LuaParser.parse(text.source)
            facts.isAlone = isAlone
            facts.settle(vocabulary)
            return .success(facts)
        } catch {
            let source = String(decoding: text.source, as: UTF8.self)
            let slip = PythonHabits.slip(inText: source, message: error.message, line: error.line)
            let hint = slip?.hint ?? PythonHabits.hint(forText: source, line: error.line)
            let finding = Finding(
                severity: .error,
                file: text.file,
                line: slip?.line ?? error.line,
                column: slip?.column ?? error.column,
                message: error.message + (hint.map { "; \($0)" } ?? ""),
                code: .syntax
            )
            return .failure(SyntaxFault(finding: finding))
        }
    }

    private static func precedes(_ left: Finding, _ right: Finding) -> Bool {
        (left.line, left.column, left.message) < (right.line, right.column, right.message)
    }
}
