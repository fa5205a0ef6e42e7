extension ReportPage {
    /// Returns the profit of each symbol, with open positions at their last price.
    func symbolTable(_ run: RunSnapshot) -> String {
        let book = TradeBook(run.fills)
        let held = Dictionary(run.positions.map { ($0.symbol, $0) }) { first, _ in first }
        let rows = book.cash.keys.sorted().map { symbol in
            let position = held[symbol]
            let value = position.map { $0.quantity * $0.price * $0.multiplier } ?? 0
            let profit = (book.cash[symbol] ?? 0) + value
            let fills = run.fills.filter { $0.symbol == symbol }
            return [
                HTMLText.of(symbol), HTMLText.signed(profit, money(profit)),
                "\(book.closed.count { $0.symbol == symbol })", "\(fills.count)",
                money(fills.reduce(0) { $0 + $1.commission }), NumberText.plain(position?.quantity ?? 0),
            ]
        }
        guard !rows.isEmpty else { return "" }
        return HTMLText.table(["Symbol", "Profit", "Trades", "Fills", "Commission", "Held at the end"], rows)
    }

    /// Returns the account's gain in each month, one row per year.
    func monthTable(_ run: RunSnapshot) -> String {
        var gains: [Int: [Int: Double]] = [:]
        var before = run.startingEquity
        for point in run.equity {
            let (year, month) = DateText.month(point.time)
            gains[year, default: [:]][month, default: 0] += point.equity - before
            before = point.equity
        }
        guard !gains.isEmpty else { return "" }
        let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let rows = gains.keys.sorted().map { year in
            let months = gains[year] ?? [:]
            let cells = (1...12).map { month in months[month].map { HTMLText.signed($0, whole($0)) } ?? "" }
            let sum = months.values.reduce(0, +)
            return ["\(year)"] + cells + [HTMLText.signed(sum, whole(sum))]
        }
        return HTMLText.table(["Year"] + names + ["Sum"], rows)
    }

    /// Returns the closed trades.
    func tradeTable(_ run: RunSnapshot) -> String {
        let trades = TradeBook(run.fills).closed
        guard !trades.isEmpty else { return "" }
        let rows = trades.prefix(Self.mostRows).map { trade in
            [
                HTMLText.of(trade.symbol), trade.isLong ? "long" : "short", NumberText.plain(trade.quantity),
                DateText.moment(trade.opened), DateText.moment(trade.closed), NumberText.plain(trade.entryPrice),
                NumberText.plain(trade.exitPrice), money(trade.commission),
                HTMLText.signed(trade.profit, money(trade.profit)),
            ]
        }
        let head = ["Symbol", "Side", "Quantity", "Opened", "Closed", "Entry", "Exit", "Commission", "Profit"]
        return HTMLText.table(head, rows, isText: [0, 1, 3, 4]) + leftOut(trades.count)
    }

    /// Returns the orders and their final status.
    func orderTable(_ run: RunSnapshot) -> String {
        guard !run.orders.isEmpty else { return "" }
        let rows = run.orders.prefix(Self.mostRows).map { order in
            [
                DateText.moment(order.time), "\(order.orderId)", HTMLText.of(order.terms), HTMLText.of(order.status),
            ]
        }
        return HTMLText.table(["Placed", "Order", "Terms", "Status"], rows, isText: [0, 2, 3])
            + leftOut(run.orders.count)
    }

    private func leftOut(_ count: Int) -> String {
        guard count > Self.mostRows else { return "" }
        return "<p class=\"faint\">The first \(Self.mostRows) of \(count).</p>"
    }

    private func money(_ value: Double) -> String { NumberText.fixed(value, places: 2, grouped: true) }

    private func whole(_ value: Double) -> String { NumberText.fixed(value, places: 0, grouped: true) }
}
