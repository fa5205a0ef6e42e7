package import TWSWire

/// Sums, kept up to date so that reading one costs the same with one execution as with thousands.
extension LedgerEntry {
    /// The filled quantity: the sum of the executions or, for a combination with executions only in its legs, what TWS
    /// reports.
    package var filled: ExactDecimal {
        isCombination && fills.isEmpty ? reported?.filled ?? .zero : executed
    }

    /// The unfilled quantity. For an order by cash, and for a combination with executions only in its legs, what TWS
    /// reports; zero before the first report.
    package var remaining: ExactDecimal {
        guard countsExecutions else { return max(.zero, reported?.remaining ?? .zero) }
        return max(.zero, finalQuantity - executed)
    }

    /// The average price of what has filled, in the contract's currency; `nil` before the first fill.
    package var avgFillPrice: Double? {
        if executed > .zero { return executedValue / executed.double }
        guard isCombination, let reported, reported.filled > .zero else { return nil }
        return reported.avgFillPrice
    }

    /// Whether the executions show how much of the quantity is done; not for an order by cash, nor if only legs are
    /// reported.
    @inline(__always)
    private var countsExecutions: Bool {
        !terms.isByCash && !(isCombination && fills.isEmpty && !legs.isEmpty)
    }

    /// The quantity that the order ends with: what TWS reports once it has filled the order and nothing remains. TWS
    /// silently ignores a modification that crosses the last fill, so its quantity is never reached.
    @inline(__always)
    private var finalQuantity: ExactDecimal {
        guard word == .filled, let reported, reported.filled > .zero, reported.remaining == .zero else {
            return terms.quantity ?? .zero
        }
        return reported.filled
    }

    /// The quantity that the executions must reach to end the order and must not exceed; `nil` if they cannot tell.
    ///
    /// Until TWS confirms a smaller quantity, the larger one may still fill.
    @inline(__always)
    var fullQuantity: ExactDecimal? {
        guard !terms.isByCash, let quantity = terms.quantity, quantity > .zero else { return nil }
        return max(quantity, earlierQuantity ?? .zero)
    }

    /// Whether the executions add up to the quantity.
    @inline(__always)
    var isFull: Bool {
        guard let fullQuantity else { return false }
        return executed >= fullQuantity
    }

    /// Whether the executions exceed the quantity.
    @inline(__always)
    var isOverfilled: Bool {
        guard let fullQuantity else { return false }
        return executed > fullQuantity
    }

    /// Whether all executions of an ended order have arrived, including those of its legs.
    @inline(__always)
    var executionsAreComplete: Bool {
        var expected = reported?.filled ?? .zero
        if outcome == .filled, countsExecutions { expected = max(expected, finalQuantity) }
        if !isCombination || !fills.isEmpty || legs.isEmpty, covered < expected { return false }
        return coveredLegs >= max(covered, expected) * legUnits || !isCombination
    }

    /// The units of all legs in one combination; 0 for a single instrument.
    @inline(__always)
    private var legUnits: Int { contract.comboLegs.reduce(0) { $0 &+ max(0, $1.ratio) } }

    /// Whether an execution belongs to a leg: its contract is not the combination, or its id has a fifth segment.
    @inline(__always)
    func isLeg(_ contract: Contract, execId: String) -> Bool {
        guard isCombination, contract.secType != .combination else { return false }
        return contract.secType != .unset || execId.utf8.count { $0 == UInt8(ascii: ".") } >= 4
    }

    /// Whether an execution gets its own commission report; for a combination, only those of its legs do.
    func awaitsCommission(isLeg: Bool) -> Bool { isLeg || !isCombination }
}
