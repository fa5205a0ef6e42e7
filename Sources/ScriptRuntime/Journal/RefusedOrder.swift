internal import Notation
internal import ScriptHost
internal import Trading

/// Explains why an order was never placed: a rule, or the kill switch, forbade it.
struct RefusedOrder {
    let entry: JournalEntry
    let calendar: JournalCalendar

    private var reference: String { entry.record.subjects.first?.reference ?? "" }

    private var sentence: String {
        guard case .denial(let denial) = entry.record.event else { return "" }
        let line = entry.record.line.map { " at line \($0)" } ?? ""
        let name = reference.isEmpty ? "an order of \(entry.record.scriptName)\(line)" : reference
        return "\(name) was refused before it was an order: \(denial)"
    }

    /// The sentence, then the entry that shows it.
    var text: String {
        let line = JournalLine(entry: entry, calendar: calendar).text
        return [sentence, "  " + line].map { EscapedText.of($0) + "\n" }.joined()
    }

    var json: String {
        var line = JSONLine()
        line.add("reference", reference.isEmpty ? nil : reference)
        line.add("script", entry.record.scriptName)
        line.add("line", entry.record.line)
        line.add("state", "Refused")
        line.add("sentence", sentence)
        line.add("evidence", json: "[" + JournalLine(entry: entry, calendar: calendar).json + "]")
        return line.text
    }
}
