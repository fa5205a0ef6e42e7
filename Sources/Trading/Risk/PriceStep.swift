package import TWSWire

/// The price steps of exchanges, in decimal arithmetic.
package enum PriceStep {
    /// Returns the step at a price, from the market rule or else the contract's minimum; `nil` if none is known.
    package static func step(at price: Double, _ rule: [PriceIncrement]?, minTick: Double) -> Double? {
        let size = abs(price)
        let step = rule?.last { $0.lowEdge <= size }?.increment ?? rule?.first?.increment ?? minTick
        return step > 0 && step.isFinite ? step : nil
    }

    /// Returns the next price that is a whole number of steps; `nil` if the price already is, or if it cannot be
    /// calculated.
    package static func rounded(_ price: Double, to step: Double, up: Bool) -> Double? {
        let count = (price / step).rounded()
        // No price that can be written with eight digits is this close.
        guard abs(count * step - price) > 1e-9 else { return nil }
        guard let exact = ExactDecimal(price), let unit = ExactDecimal(step) else { return nil }
        let scale = max(exact.scale, unit.scale)
        guard let digits = shifted(exact, to: scale), let size = shifted(unit, to: scale), size > 0 else { return nil }
        var (quotient, rest) = digits.quotientAndRemainder(dividingBy: size)
        guard rest != 0 else { return nil }
        if rest > 0, up { quotient += 1 }
        if rest < 0, !up { quotient -= 1 }
        let (product, overflow) = quotient.multipliedReportingOverflow(by: size)
        return overflow ? nil : ExactDecimal(coefficient: product, scale: Int(scale))?.double
    }

    private static func shifted(_ number: ExactDecimal, to scale: UInt8) -> Int64? {
        var digits = number.coefficient
        for _ in number.scale..<scale {
            let (product, overflow) = digits.multipliedReportingOverflow(by: 10)
            guard !overflow else { return nil }
            digits = product
        }
        return digits
    }
}

extension Order {
    /// Rounds market prices to the price steps, away from the market: an order gets no worse a price than it asks for,
    /// and no trigger fires earlier.
    ///
    /// - Returns: A description of the changes; empty if there were none.
    mutating func roundPrices(_ step: (Double) -> Double?) -> [String] {
        let buys = action == .buy
        var words: [String] = []
        func rounded(_ price: Double?, _ name: String, up: Bool) -> Double? {
            guard let price, price.isFinite, let step = step(price),
                let legal = PriceStep.rounded(price, to: step, up: up)
            else { return nil }
            words.append("order.\(name): \(price) is rounded to \(legal), a multiple of \(step)")
            return legal
        }
        if orderType.hasLimit, let legal = rounded(lmtPrice, "lmtPrice", up: !buys) { lmtPrice = legal }
        let touched = orderType == .marketIfTouched || orderType == .limitIfTouched
        if orderType.hasTrigger, let legal = rounded(auxPrice, "auxPrice", up: buys != touched) { auxPrice = legal }
        if let legal = rounded(trailStopPrice, "trailStopPrice", up: buys) { trailStopPrice = legal }
        if orderType == .trail || orderType == .trailLimit, let legal = rounded(auxPrice, "auxPrice", up: true) {
            auxPrice = legal
        }
        return words
    }
}
