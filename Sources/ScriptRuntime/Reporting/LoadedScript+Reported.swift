internal import Report
internal import ScriptHeader
internal import ScriptHost
internal import Trading

extension LoadedScript {
    /// The script as a report names it.
    var reported: ReportedScript {
        var lines = ScriptCard(self, seat(.simulator, run: "").gate.limits).lines
        for input in resolved.inputs { lines.append("\(input.name) = \(input.value.map { "\($0)" } ?? "not given")") }
        let card = lines.joined(separator: "\n") + "\n"
        return ReportedScript(name: name, hash: sha256, card: card)
    }
}
