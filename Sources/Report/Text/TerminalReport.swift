internal import Notation

extension RunReport {
    /// The report for a terminal: one screen of at most 80 columns, without a final line end.
    package var terminalText: String {
        guard let run = shown else { return "nothing to report" }
        var lines: [String] = []
        if let warning { lines += wrapped("Warning: " + warning) + [""] }
        lines.append("\(EscapedText.of(run.script.name, longest: 40)), \(period(run))")
        lines.append(
            "started with \(NumberText.fixed(run.startingEquity, places: 2, grouped: true)) \(run.currency)"
                + (run.benchmark.map { ", benchmark \(EscapedText.of($0, longest: 20))" } ?? "")
        )
        lines += [""] + table
        let sparkline = Sparkline.text(run.equity.map(\.equity), width: 56)
        if !sparkline.isEmpty { lines += ["", cell("Equity, \(run.profile)", 20, isLeft: true) + sparkline] }
        lines += [""] + run.assumptions.flatMap { wrapped("- " + EscapedText.of($0)) }
        lines.append("script sha256 \(EscapedText.of(run.script.hash))")
        return lines.joined(separator: "\n")
    }

    private func period(_ run: RunSnapshot) -> String {
        "\(DateText.day(run.start)) to \(DateText.day(run.end)) (New York)"
    }

    private var table: [String] {
        let head = cell("", 20, isLeft: true) + columns.map { cell($0.run.profile, 19) }.joined()
        let rows = MetricTable.rows.compactMap { row -> String? in
            let values = columns.map { row.value($0.metrics) }
            guard values.contains(where: { $0 != nil }) else { return nil }
            return cell(row.title, 20, isLeft: true)
                + values.map { cell(NumberText.figure($0, row.unit), 19) }.joined()
        }
        return [head] + rows
    }

    private func cell(_ text: String, _ width: Int, isLeft: Bool = false) -> String {
        let blanks = String(repeating: " ", count: max(0, width - text.count))
        return isLeft ? text + blanks : blanks + text
    }

    private func wrapped(_ text: String) -> [String] {
        var lines = [""]
        for word in text.split(separator: " ") {
            let last = lines[lines.count - 1]
            if !last.isEmpty, last.count + 1 + word.count > 80 {
                lines.append("  " + word)
            } else {
                lines[lines.count - 1] = last.isEmpty ? String(word) : last + " " + word
            }
        }
        return lines
    }
}
