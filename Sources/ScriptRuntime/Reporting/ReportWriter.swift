internal import FoundationEssentials
internal import Report
internal import ScriptHost

/// Writes a report.
enum ReportWriter {
    /// Prints a report's text, and writes its page to a file if one is named.
    static func write(_ report: RunReport, _ text: String, html: String?) throws(RunFailure) {
        StandardStream.output.write(text + "\n")
        guard let html else { return }
        do {
            try Data(ReportPage(report).html.utf8).write(to: URL(filePath: html), options: .atomic)
        } catch {
            throw RunFailure(ExitStatus.malformed, "--html \(html): it cannot be written")
        }
        StandardStream.error.writeLine("report written to \(html)")
    }
}
