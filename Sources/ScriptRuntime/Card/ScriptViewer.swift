internal import ScriptHeader
internal import ScriptHost
internal import Trading

/// `ibscript show`: shows a script's card; nothing is executed.
package enum ScriptViewer {
    /// Prints the card of a script, for the mode in which the stricter limit applies.
    ///
    /// - Parameters:
    ///   - account: The account whose limits file applies; without one, the limits of a paper account apply.
    ///   - dataFolder: The data folder; `nil` means the default one.
    /// - Returns: 0, 65 if the file cannot be read or its header is faulty, or the exit code for a faulty limits file.
    package static func show(file: String, account: String?, dataFolder: String?, json: Bool) -> Int32 {
        do {
            let script = try LoadedScript.look(at: file)
            var gate = RiskGate(permissions: script.header.permissions, headerReplacesDefaults: false)
            if let account {
                let isPaper = account.hasPrefix("D")
                let limits = try LimitsFile.read(account, in: try DataFolder(option: dataFolder))
                gate = RiskGate(
                    permissions: script.header.permissions,
                    headerReplacesDefaults: false,
                    defaults: isPaper ? .paper : .live,
                    file: limits
                )
            }
            let card = ScriptCard(
                script,
                gate.limits,
                asked: script.header.askedLimits,
                in: account.map { "on account \($0)" } ?? "on a paper account"
            )
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
