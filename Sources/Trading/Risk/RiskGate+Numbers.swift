internal import TWSWire

// MARK: Numbers other than prices and quantities

extension RiskGate {
    /// The range of a numeric order field and the order types that use it; a field without a rule only has to be
    /// finite.
    struct NumberRule: Sendable {
        /// The permitted range.
        let range: ClosedRange<Double>
        /// The types that use it; `nil` for all.
        var types: [OrderType]?
        /// Whether infinity means the midpoint.
        var takesInfinity = false
    }

    private static let amount = 0.0...1_000_000_000_000
    private static let signed = -1_000_000_000.0...1_000_000_000

    /// Source: the field descriptions in the tables, and IB's pages on the order types that use them.
    private static let numbers: [String: NumberRule] = [
        "discretionaryAmt": NumberRule(range: amount),
        "displaySize": NumberRule(range: amount),
        "minQty": NumberRule(range: amount),
        "filledQuantity": NumberRule(range: amount),
        "percentOffset": NumberRule(range: 0...1, types: [.relative, .passiveRelative, .pegPrimary]),
        "startingPrice": NumberRule(range: amount),
        "stockRefPrice": NumberRule(range: amount),
        "stockRangeLower": NumberRule(range: amount),
        "stockRangeUpper": NumberRule(range: amount),
        "delta": NumberRule(range: -1...1),
        "volatility": NumberRule(range: 0...10_000),
        "basisPoints": NumberRule(range: 0...1_000_000),
        "scaleInitLevelSize": NumberRule(range: amount),
        "scaleSubsLevelSize": NumberRule(range: amount),
        "scalePriceIncrement": NumberRule(range: amount),
        "scalePriceAdjustValue": NumberRule(range: signed),
        "scalePriceAdjustInterval": NumberRule(range: amount),
        "scaleProfitOffset": NumberRule(range: amount),
        "scaleInitPosition": NumberRule(range: amount),
        "scaleInitFillQty": NumberRule(range: amount),
        "lmtPriceOffset": NumberRule(range: signed, types: [.trailLimit, .trailLimitIfTouched]),
        "competeAgainstBestOffset": NumberRule(range: amount, types: [.pegBest], takesInfinity: true),
        "midOffsetAtWhole": NumberRule(range: amount, types: [.pegBest, .pegMid]),
        "midOffsetAtHalf": NumberRule(range: amount, types: [.pegBest, .pegMid]),
        "peggedChangeAmount": NumberRule(range: signed),
        "referenceChangeAmount": NumberRule(range: signed),
        "adjustedTrailingAmount": NumberRule(range: amount),
        "minTradeQty": NumberRule(range: amount),
        "minCompeteSize": NumberRule(range: amount),
        "duration": NumberRule(range: 0...31_536_000),
        "postToAts": NumberRule(range: 0...1_000_000),
        "hedgeMaxSize": NumberRule(range: amount),
        "triggerMethod": NumberRule(range: 0...8),
        "trailingPercent": NumberRule(range: 0...100),
        "deltaNeutralAuxPrice": NumberRule(range: signed),
    ]

    private static let numbersByPlace: [NumberRule?] = Order.fields.map { numbers[$0.name] }

    /// Checks that every number of an order is in its range.
    func checkNumbers(_ order: Order, _ written: [Int]) -> Denial? {
        for place in written {
            guard let rule = Self.numbersByPlace[place] else { continue }
            let number: Double
            switch order.value(at: place) {
            case .double(let value): number = value
            case .integer(let value): number = Double(value)
            case .decimal(let value): number = value.double
            default: continue
            }
            let name = Order.fields[place].name
            if let types = rule.types, !types.contains(order.orderType) {
                return Denial(
                    code: .fieldNotUsed,
                    message: "order.\(name): a \(order.orderType) order does not use it",
                    remedy: "leave it out"
                )
            }
            if rule.range.contains(number) || (rule.takesInfinity && number == .infinity) { continue }
            return Denial(
                code: .invalidNumber,
                message: "order.\(name): \(Self.plain(number)) is out of range",
                limit: "\(Self.plain(rule.range.lowerBound)) to \(Self.plain(rule.range.upperBound))",
                remedy: "give a number inside the range, or leave it out"
            )
        }
        return nil
    }
}
