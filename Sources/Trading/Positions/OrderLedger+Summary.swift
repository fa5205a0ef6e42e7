package import TWSWire

/// What the orders have come to.
extension OrderLedger {
    /// Sums up the orders of a script, or of all scripts for `nil`.
    ///
    /// - Parameters:
    ///   - owner: the script's number.
    ///   - marks: the last known price of a contract; where it has none, the last fill's counts.
    package func summary(of owner: Int?, marks: (Contract) -> Double?) -> TradingSummary {
        var summary = TradingSummary()
        var commissions: [String: Double] = [:]
        for place in 0..<entries.count where owner == nil || entries[place].owner == owner {
            let entry = entries[place]
            if entry.outcome != .notSent { summary.orders += 1 }
            summary.fills += entry.fills.count
            for fill in entry.fills + entry.legs {
                if let amount = fill.commission { commissions[fill.commissionCurrency, default: 0] += amount }
            }
            if entry.outcome == nil { summary.working.append(.init(entry)) }
        }
        summary.commissions = commissions.sorted { $0.key < $1.key }.map { .init(currency: $0.key, amount: $0.value) }
        summary.lines = lines(of: owner, marks: marks)
        return summary
    }

    /// One line an instrument; the positions of several scripts are added up.
    private func lines(of owner: Int?, marks: (Contract) -> Double?) -> [TradingSummary.Line] {
        var places: [Instrument: Int] = [:]
        var lines: [TradingSummary.Line] = []
        for position in positions.all(of: owner) {
            let line = TradingSummary.Line(position, mark: marks(position.contract))
            if let place = places[Instrument(position.contract)] {
                lines[place].add(line)
            } else {
                places[Instrument(position.contract)] = lines.count
                lines.append(line)
            }
        }
        return lines
    }
}

extension TradingSummary.Line {
    fileprivate init(_ position: Position, mark: Double?) {
        let mark = mark.flatMap { $0.isFinite ? $0 : nil } ?? position.lastPrice
        self.init(
            symbol: position.contract.shortName,
            currency: position.contract.currency,
            position: position.quantity,
            realized: position.realized,
            open: position.open(at: mark),
            mark: mark
        )
    }

    fileprivate mutating func add(_ other: Self) {
        position = position + other.position
        realized += other.realized
        open = (open ?? 0) + (other.open ?? 0)
    }
}

extension TradingSummary.WorkingOrder {
    fileprivate init(_ entry: LedgerEntry) {
        let order = entry.order
        var words = [order.action.text]
        if let quantity = order.totalQuantity, quantity != .zero {
            words.append("\(quantity)")
        } else if let cash = order.cashQty {
            words += [cash.priceText, entry.contract.currency]
        }
        words += [entry.contract.shortName, order.orderType.text]
        if let price = order.lmtPrice ?? order.auxPrice { words.append(price.priceText) }
        self.init(
            orderId: entry.orderId,
            terms: words.filter { !$0.isEmpty }.joined(separator: " "),
            status: entry.isUnknown ? Self.unknown : entry.status.text
        )
    }
}

extension Contract {
    /// Symbol, and of a derivative what tells it apart: `AAPL 20260220 190 C`.
    fileprivate var shortName: String {
        let name = [symbol, localSymbol].first { !$0.isEmpty } ?? "conId \(conId)"
        guard !lastTradeDateOrContractMonth.isEmpty || strike ?? 0 != 0 else { return name }
        let strike = strike.flatMap { $0 > 0 ? ExactDecimal($0)?.description : nil } ?? ""
        let right = right.isCall || right.isPut ? right.text : ""
        return [name, lastTradeDateOrContractMonth, strike, right].filter { !$0.isEmpty }.joined(separator: " ")
    }
}

extension Double {
    /// The shortest text of a price, with at least two digits behind the point.
    fileprivate var priceText: String {
        guard let exact = ExactDecimal(self)?.normalized else { return "\(self)" }
        let padding = String(repeating: "0", count: max(0, 2 - Int(exact.scale)))
        return exact.scale == 0 ? "\(exact).\(padding)" : "\(exact)\(padding)"
    }
}
