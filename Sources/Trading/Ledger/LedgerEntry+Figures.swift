package import TWSWire

/// Sums; kept as they come, so that a read costs the same with one execution and with thousands.
extension LedgerEntry {
    /// How much is filled: the sum of the executions. Of a combination of which only legs are reported, what TWS says.
    package var filled: ExactDecimal {
        isCombination && fills.isEmpty ? reported?.filled ?? .zero : executed
    }

    /// What is not filled. Of an order by cash, and of a combination of which only legs are reported, what TWS says;
    /// zero before it has said so.
    package var remaining: ExactDecimal {
        guard countsExecutions else { return max(.zero, reported?.remaining ?? .zero) }
        return max(.zero, finalQuantity - executed)
    }

    /// Average price of what is filled, in the contract's currency; `nil` before the first fill.
    package var avgFillPrice: Double? {
        if executed > .zero { return executedValue / executed.double }
        guard isCombination, let reported, reported.filled > .zero else { return nil }
        return reported.avgFillPrice
    }

    /// Whether the executions tell how much of the quantity is done: not where an amount of money is bought, nor where
    /// only legs are reported.
    private var countsExecutions: Bool {
        !terms.isByCash && !(isCombination && fills.isEmpty && !legs.isEmpty)
    }

    /// The quantity that it ends with: where TWS has filled it and has nothing left, what TWS says. A modification that
    /// crosses the last fill is ignored without a word, and its quantity is never reached.
    private var finalQuantity: ExactDecimal {
        guard word == .filled, let reported, reported.filled > .zero, reported.remaining == .zero else {
            return terms.quantity ?? .zero
        }
        return reported.filled
    }

    /// The quantity that its executions must reach to end it, and must not exceed; `nil` where they cannot tell.
    ///
    /// Until TWS confirms a smaller quantity, the larger one may still fill.
    var fullQuantity: ExactDecimal? {
        guard !terms.isByCash, let quantity = terms.quantity, quantity > .zero else { return nil }
        return max(quantity, earlierQuantity ?? .zero)
    }

    /// Whether its executions add up to its quantity.
    var isFull: Bool {
        guard let fullQuantity else { return false }
        return executed >= fullQuantity
    }

    /// Whether its executions exceed its quantity.
    var isOverfilled: Bool {
        guard let fullQuantity else { return false }
        return executed > fullQuantity
    }

    /// Whether the executions of an ended order have all come, those of legs too.
    var executionsAreComplete: Bool {
        var expected = reported?.filled ?? .zero
        if outcome == .filled, countsExecutions { expected = max(expected, finalQuantity) }
        if !isCombination || !fills.isEmpty || legs.isEmpty, covered < expected { return false }
        return coveredLegs >= max(covered, expected) * legUnits || !isCombination
    }

    /// Whether an execution is that of a leg: its contract is not the combination, or its id has a fifth segment.
    func isLeg(_ contract: Contract, execId: String) -> Bool {
        guard isCombination, contract.secType != .combination else { return false }
        return contract.secType != .unset || execId.utf8.count { $0 == UInt8(ascii: ".") } >= 4
    }

    /// Whether an execution gets a commission report of its own: of a combination only those of its legs do.
    func awaitsCommission(isLeg: Bool) -> Bool { isLeg || !isCombination }
}
