internal import ScriptHeader
internal import ScriptHost
internal import Trading

/// `ibscript show`: shows a script's card; nothing is executed.
package enum ScriptViewer {
    /// Prints the card of a script, for the mode in which the stricter limit applies.
    ///
    /// - Returns: 0, or 65 if the file cannot be read or its header is faulty.
    package static func show(file: String, json: Bool) -> Int32 {
        do {
            let script = try LoadedScript.look(at: file)
            let gate = RiskGate(permissions: script.header.permissions, headerReplacesDefaults: false)
            let card = ScriptCard(script, gate.limits)
            StandardStream.output.write(json ? card.json + "\n" : card.lines.joined(separator: "\n") + "\n")
            return ExitStatus.success
        } catch let failure as RunFailure {
            StandardStream.error.writeLine("ibscript: \(failure)")
            return failure.status
        } catch {
            StandardStream.error.writeLine("ibscript: \(error)")
            return ExitStatus.malformed
        }
    }
}
