import Report

/// A small run that tests of reports share.
enum SampleRun {
    /// 2026-01-05 09:30 New York.
    static let morning = 1_767_623_400.0

    /// A run of so many days that ends with this gain, and holds what its only purchase bought.
    static func make(profile: String, gain: Double, name: String = "sma-cross", days: Int = 5) -> RunSnapshot {
        var run = RunSnapshot(
            script: ReportedScript(name: name, hash: "ab12", card: "summary: buys\ntrades AAPL"),
            profile: profile,
            start: morning,
            startingEquity: 10_000
        )
        for day in 0..<days {
            let time = morning + Double(day) * 86_400
            let equity = 10_000 + gain * Double(day + 1) / Double(days)
            run.equity.append(EquityPoint(time: time, equity: equity, exposure: 1_000, benchmark: 400 + Double(day)))
        }
        run.end = run.equity.last?.time ?? morning
        run.benchmark = "SPY"
        run.fills = [ReportedFill(time: morning, symbol: "AAPL", orderId: 7, quantity: 10, price: 100, commission: 1)]
        run.positions = [ReportedPosition(symbol: "AAPL", quantity: 10, price: 101)]
        run.orders = [ReportedOrder(time: morning, orderId: 7, terms: "BUY 10 AAPL MKT", status: "Filled")]
        run.prices = [PriceSeries(symbol: "AAPL", times: run.equity.map(\.time), prices: run.equity.map(\.equity))]
        run.assumptions = ["Bars have no spread."]
        return run
    }
}
