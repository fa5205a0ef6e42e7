package import TWSWire

/// The results of the orders.
extension OrderLedger {
    /// Summarizes the orders of a script, or of all scripts for `nil`.
    ///
    /// - Parameters:
    ///   - owner: The script's number.
    ///   - marks: Returns the last known price of a contract; if it has none, the price of the last fill counts.
    package func summary(of owner: Int?, marks: (Contract) -> Double?) -> TradingSummary {
        var summary = TradingSummary()
        var commissions: [String: Double] = [:]
        for place in 0..<entries.count where owner == nil ? entries[place].owner >= 0 : entries[place].owner == owner {
            // Held here, so that the entry need not be copied.
            let entry = entries.snapshot(place)
            if entry.value.outcome != .notSent, !entry.value.isOfBefore { summary.orders += 1 }
            let before = entry.value.bookedBefore
            for fill in entry.value.fills.dropFirst(before.fills) {
                summary.fills += 1
                if let amount = fill.commission {
                    commissions[fill.commissionCurrency, default: 0] += amount
                } else if !entry.value.isCombination {
                    summary.missingCommissions += 1
                }
            }
            for fill in entry.value.legs.dropFirst(before.legs) {
                if let amount = fill.commission { commissions[fill.commissionCurrency, default: 0] += amount }
            }
            if entry.value.outcome == nil { summary.working.append(.init(entry.value)) }
        }
        summary.commissions = commissions.sorted { $0.key < $1.key }.map { .init(currency: $0.key, amount: $0.value) }
        summary.lines = lines(of: owner, marks: marks)
        return summary
    }

    /// Returns one line per instrument; the positions of several scripts are added up.
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
            symbol: OrderText.shortName(position.contract),
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
        self.init(
            orderId: entry.orderId,
            terms: OrderText.terms(entry.contract, entry.order),
            status: entry.statusText
        )
    }
}
