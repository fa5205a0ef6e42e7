internal import FoundationEssentials
internal import ScriptCheck
internal import ScriptHeader
internal import ScriptHost

/// `ibscript check`: reports what can be said about a script without running it.
package enum ScriptChecker {
    /// Checks the files and prints the findings, one per line or one JSON object per line.
    ///
    /// - Returns: 0 if there is no error, 65 otherwise.
    package static func check(files: [String], json: Bool) -> Int32 {
        let vocabulary = ScriptVocabulary.scriptHost.knowing(zones: ZoneDatabase.source(nil))
        var errors = 0
        var lines = ""
        for file in files {
            guard let data = FileManager.default.contents(atPath: file) else {
                let failure = LoadedScript.unreadable(file)
                StandardStream.error.writeLine("ibscript: \(failure)")
                errors += 1
                continue
            }
            let source = [UInt8](data)
            let modules = ScriptModules(of: source, in: LoadedScript.folder(of: file))
            let check = ScriptCheck(vocabulary: vocabulary.knowing(missing: modules.missing))
            let findings =
                zoneFindings(source, file)
                + check.findings(source: source, file: file, modules: modules.texts)
            errors += findings.count { $0.severity == .error }
            let sources = [file: source].merging(modules.texts.map { ($0.file, $0.source) }) { own, _ in own }
            for finding in findings {
                lines += (json ? Self.json(finding) : Self.text(finding, in: sources[finding.file])) + "\n"
            }
            if !json, findings.isEmpty { lines += "\(file): no findings\n" }
        }
        StandardStream.output.write(lines)
        return errors == 0 ? ExitStatus.success : ExitStatus.malformed
    }

    /// Finds a time zone of the header that this system does not know.
    private static func zoneFindings(_ source: [UInt8], _ file: String) -> [Finding] {
        guard let header = try? ScriptHeader.parse(source: source, file: file), let zone = header.timezone,
            let reason = LoadedScript.fault(ofZone: zone)
        else { return [] }
        let lines = source.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let place = lines.firstIndex { String(decoding: $0, as: UTF8.self).contains(#/^\s*timezone\b/#) }
        return [
            Finding(
                severity: .error,
                file: file,
                line: (place ?? 0) + 1,
                column: 1,
                message: reason,
                code: .badValue
            )
        ]
    }

    /// Returns the finding with the line that it points to below it.
    private static func text(_ finding: Finding, in source: [UInt8]?) -> String {
        let excerpt = source.flatMap {
            SourceExcerpt.text(line: finding.line, of: String(decoding: $0, as: UTF8.self))
        }
        return ([finding.description] + (excerpt.map { ["    " + $0] } ?? [])).joined(separator: "\n")
    }

    private static func json(_ finding: Finding) -> String {
        var line = JSONLine()
        line.add("file", finding.file)
        line.add("line", finding.line)
        line.add("column", finding.column)
        line.add("severity", finding.severity.rawValue)
        line.add("code", finding.code.rawValue)
        line.add("message", finding.message)
        return line.text
    }
}
