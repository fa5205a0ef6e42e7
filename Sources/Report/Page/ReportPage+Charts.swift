extension ReportPage {
    /// The equity of all profiles, and what the benchmark would have made of the same money.
    var equityChart: String {
        var lines = report.columns.map { column in
            LineChart.Line(
                name: column.run.profile,
                times: [column.run.start] + column.run.equity.map(\.time),
                values: [column.run.startingEquity] + column.run.equity.map(\.equity)
            )
        }
        if let run = report.shown, let benchmark = benchmark(run) { lines.append(benchmark) }
        return LineChart(title: "Equity over time", lines: lines, unit: .money).html
    }

    private func benchmark(_ run: RunSnapshot) -> LineChart.Line? {
        let points = run.equity.filter { $0.benchmark != nil }
        guard let name = run.benchmark, let first = points.first?.benchmark, first != 0 else { return nil }
        return LineChart.Line(
            name: name,
            times: points.map(\.time),
            values: points.map { run.startingEquity * ($0.benchmark ?? first) / first }
        )
    }

    /// Returns a chart of how far the equity is below its peak.
    func drawdownChart(_ run: RunSnapshot) -> String {
        var peak = run.startingEquity
        let falls = run.equity.map { point in
            peak = max(peak, point.equity)
            return peak > 0 ? (point.equity - peak) / peak : 0
        }
        let line = LineChart.Line(
            name: run.profile,
            times: [run.start] + run.equity.map(\.time),
            values: [0] + falls
        )
        return LineChart(title: "Drawdown over time", lines: [line], unit: .fraction).html
    }

    /// Returns charts of each symbol's price with its fills; at most the first six symbols.
    func priceCharts(_ run: RunSnapshot) -> String {
        let traded = Set(run.fills.map(\.symbol))
        return run.prices.filter { traded.contains($0.symbol) }.prefix(6).map { series in
            let markers = run.fills.filter { $0.symbol == series.symbol }.map { fill in
                LineChart.Marker(
                    time: fill.time,
                    value: fill.price,
                    isBuy: fill.quantity > 0,
                    text: "\(DateText.moment(fill.time)) \(fill.quantity > 0 ? "bought" : "sold") "
                        + "\(NumberText.plain(abs(fill.quantity))) at \(NumberText.plain(fill.price))"
                )
            }
            let line = LineChart.Line(name: series.symbol, times: series.times, values: series.prices)
            let chart = LineChart(title: "Price and fills of \(series.symbol)", lines: [line], markers: markers)
            return "<h3>\(HTMLText.of(series.symbol))</h3>\n" + chart.html
        }.joined()
    }

    /// Returns a chart of the units held of each symbol.
    func positionChart(_ run: RunSnapshot) -> String {
        let symbols = Set(run.fills.map(\.symbol)).sorted().prefix(4)
        guard !symbols.isEmpty else { return "" }
        let lines = symbols.map { symbol in
            var line = LineChart.Line(name: symbol, times: [run.start], values: [0], isStepped: true)
            var held = 0.0
            for fill in run.fills where fill.symbol == symbol {
                held += fill.quantity
                line.times.append(fill.time)
                line.values.append(held)
            }
            line.times.append(run.end)
            line.values.append(held)
            return line
        }
        return LineChart(title: "Positions over time", lines: lines).html
    }
}
