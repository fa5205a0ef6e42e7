internal import MarketFiles
internal import SimExchange

/// What a report says about how its fills were decided.
enum BacktestAssumptions {
    static func sentences(_ options: BacktestOptions, _ data: MarketDataFiles, _ market: FileMarket) -> [String] {
        var sentences = [
            "Bars have no spread: a market order fills at the price that holds when it arrives.",
            "Which of a bar's extremes came first is a guess; docs/backtesting.md tells the rules.",
            "Orders move no prices; the place in the queue at a price is not known.",
            "Commissions are those of the simulator.", options.slippage.statement,
        ]
        if let actions = data.actions {
            sentences.append(
                "Splits and dividends: \(actions.count) from \(MarketDataFiles.actionFile); dividends count in the equity, "
                    + "not in trades."
            )
        } else {
            sentences.append("No file of splits and dividends: prices are taken as they are.")
        }
        for series in data.series {
            let count = market.leftOut(series.symbol)
            if count > 0 { sentences.append("\(series.symbol): \(count) rows outside trading hours are left out.") }
        }
        return sentences + data.remarks
    }
}
