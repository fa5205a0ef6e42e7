/// The report as one self-contained HTML file: no script, no network, charts as inline SVG.
package struct ReportPage: Sendable {
    /// The largest number of rows in the tables of trades and orders; the page says how many it leaves out.
    static let mostRows = 2_000

    let report: RunReport

    /// Makes a report's page.
    package init(_ report: RunReport) {
        self.report = report
    }

    /// The whole file.
    package var html: String {
        guard let run = report.shown else { return document("Nothing to report", "<h1>Nothing to report</h1>") }
        let name = HTMLText.of(run.script.name)
        let head = """
            <h1>\(name)</h1>
            <p class="faint">\(DateText.day(run.start)) to \(DateText.day(run.end)), New York time · started with \
            \(NumberText.fixed(run.startingEquity, places: 2, grouped: true)) \(HTMLText.of(run.currency))</p>

            """
        let warning = report.warning.map { "<p class=\"warn\">\(HTMLText.of($0))</p>\n" } ?? ""
        let parts = [
            section("Results", figures),
            section("Equity", equityChart),
            section("Drawdown", drawdownChart(run)),
            section("Fills on price, \(run.profile)", priceCharts(run)),
            section("Positions, \(run.profile)", positionChart(run)),
            section("Profit by symbol, \(run.profile)", symbolTable(run)),
            section("Profit by month, \(run.profile)", monthTable(run)),
            section("Trades, \(run.profile)", tradeTable(run)),
            section("Orders, \(run.profile)", orderTable(run)),
            section("Assumptions", assumptions(run)),
            section("Script", scriptCard(run)),
        ]
        return document(name, head + warning + parts.joined())
    }

    private func section(_ title: String, _ body: String) -> String {
        body.isEmpty ? "" : "<h2>\(HTMLText.of(title))</h2>\n\(body)\n"
    }

    private func document(_ title: String, _ body: String) -> String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>\(title)</title>
        <style>
        \(PageStyle.css)
        </style>
        </head>
        <body>
        \(body)</body>
        </html>

        """
    }

    private var figures: String {
        let rows = MetricTable.rows.filter { row in
            report.columns.contains { row.value($0.metrics) != nil }
        }.map { row in
            [row.title] + report.columns.map { NumberText.figure(row.value($0.metrics), row.unit) }
                + [HTMLText.of(row.formula)]
        }
        let profiles = report.columns.map { HTMLText.of($0.run.profile) }
        return HTMLText.table(["Figure"] + profiles + ["Formula"], rows, isText: [0, report.columns.count + 1])
    }

    private func assumptions(_ run: RunSnapshot) -> String {
        guard !run.assumptions.isEmpty else { return "" }
        return "<ul>" + run.assumptions.map { "<li>\(HTMLText.of($0))</li>" }.joined() + "</ul>"
    }

    private func scriptCard(_ run: RunSnapshot) -> String {
        "<p>sha256 <code>\(HTMLText.of(run.script.hash))</code></p>\n<pre>\(HTMLText.lines(run.script.card))</pre>"
    }
}
