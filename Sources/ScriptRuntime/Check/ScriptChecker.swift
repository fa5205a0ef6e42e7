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
            let modules = ScriptModules(of: [UInt8](data), in: LoadedScript.folder(of: file))
            let check = ScriptCheck(vocabulary: vocabulary.knowing(missing: modules.missing))
            let findings =
                zoneFindings([UInt8](data), file)
                + check.findings(source: [UInt8](data), file: file, modules: modules.texts)
            errors += findings.count { $0.severity == .error }
            for finding in findings { lines += (json ? Self.json(finding) : finding.description) + "\n" }
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
