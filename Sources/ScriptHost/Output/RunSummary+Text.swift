internal import TWSWire
internal import Trading

extension RunSummary {
    /// The largest number of orders left working that are listed one by one.
    private static let mostOrders = 20

    /// Lines for people: the run, then one per instrument, then one per order left working.
    var lines: [String] {
        let working = trading.working.prefix(Self.mostOrders).map {
            $0.isUnknown
                ? "summary: order \($0.orderId): \($0.terms): its fate is unknown"
                : "summary: order \($0.orderId) left working: \($0.terms), \($0.status)"
        }
        let more = trading.working.count - working.count
        let rest = more > 0 ? ["summary: \(Self.count(more, "more order")) left working"] : []
        return [headline] + trading.lines.map(\.text) + working + rest
    }

    private var headline: String {
        var parts = [Self.duration(runtime)]
        if trading.orders == 0, trading.fills == 0 {
            parts.append("no orders")
        } else {
            parts.append(Self.count(trading.orders, "order"))
            parts.append(Self.count(trading.fills, "fill"))
        }
        let sums = trading.commissions.map { "\(AmountText.amount($0.amount)) \($0.currency)" }
        if !sums.isEmpty { parts.append("commission \(sums.joined(separator: " + "))") }
        if trading.missingCommissions > 0 {
            parts.append("\(Self.count(trading.missingCommissions, "commission")) not reported")
        }
        return "summary: " + parts.joined(separator: ", ")
    }

    private static func count(_ number: Int, _ word: String) -> String {
        "\(CountText.of(number)) \(word)\(number == 1 ? "" : "s")"
    }

    /// `2.1 s`, `3 min 5 s`, `6 h 30 min`.
    private static func duration(_ seconds: Double) -> String {
        let tenths = (max(0, seconds) * 10).rounded()
        guard tenths.isFinite, tenths >= 600 else { return "\(tenths.isFinite ? tenths / 10 : 0) s" }
        guard let whole = Int(exactly: (tenths / 10).rounded()) else { return "\(seconds) s" }
        return whole < 3_600 ? "\(whole / 60) min \(whole % 60) s" : "\(whole / 3_600) h \(whole / 60 % 60) min"
    }
}

extension TradingSummary.Line {
    fileprivate var text: String {
        let closed = self.closed == .zero ? "" : "closed \(self.closed) held before this run"
        if !closed.isEmpty, position == .zero, realized == 0 { return "summary: \(symbol): \(closed)" }
        let name = "summary: \(symbol): \(closed)\(closed.isEmpty ? "" : ", ")"
        let start = "\(name)position \(position), realized P&L \(AmountText.amount(realized)) \(currency)"
        // The realized P&L that TWS reports with a commission already deducts it.
        let realized = realized == 0 ? start : "\(start) before commission"
        guard position != .zero else { return realized }
        guard let open, let mark else { return "\(realized), open P&L unknown" }
        return "\(realized), open P&L \(AmountText.amount(open)) \(currency) at \(AmountText.price(mark))"
    }
}
