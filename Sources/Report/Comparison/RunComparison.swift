internal import Notation

/// Two runs side by side: the orders and fills that only one of them has, and those that differ.
///
/// Orders and fills are aligned by time, symbol and side. Those of one time are paired first; then, since the clocks of
/// two runs can differ, those less than a minute apart, in order. Equal ones are paired before others.
package struct RunComparison: Hashable, Sendable {
    /// What fills are paired by.
    private struct FillKey: Hashable {
        var symbol: String
        var isBought: Bool
        var quantity: Double?
        var price: Double?
    }

    /// The greatest distance of the times in a pair, in seconds: less than a minute.
    private static let tolerance = 60.0.nextDown

    /// The differences, one line each, orders before fills, oldest first; empty for equal runs.
    package let differences: [String]

    /// Compares two runs.
    package init(_ first: RunSnapshot, _ second: RunSnapshot) {
        var lines = Self.differences(first.orders, second.orders) + Self.differences(first.fills, second.fills)
        if first.commission != second.commission {
            lines.append(
                "commission \(Self.money(first.commission)) in the first run, "
                    + "\(Self.money(second.commission)) in the second"
            )
        }
        if first.finalEquity != second.finalEquity {
            lines.append(
                "final equity \(Self.money(first.finalEquity)) in the first run, "
                    + "\(Self.money(second.finalEquity)) in the second"
            )
        }
        differences = lines
    }

    // MARK: Orders

    private static func differences(_ first: [ReportedOrder], _ second: [ReportedOrder]) -> [String] {
        var alignment = RunAlignment(first: first.map(\.time), second: second.map(\.time))
        for limit in [0, Self.tolerance] {
            alignment.pair(first.map(\.terms), second.map(\.terms), within: limit)
            alignment.pair(first.map { trade(of: $0) }, second.map { trade(of: $0) }, within: limit)
        }
        return alignment.rows.compactMap { row in
            difference(row.first.map { first[$0] }, row.second.map { second[$0] }, orderText) { left, right in
                if left.terms != right.terms {
                    return "\(EscapedText.of(right.terms)): \(EscapedText.of(right.status)) in the second"
                }
                return left.status == right.status ? nil : "\(EscapedText.of(right.status)) in the second"
            }
        }
    }

    /// Returns an order's side and symbol: the first and the third word of its terms.
    private static func trade(of order: ReportedOrder) -> String {
        let words = order.terms.split(separator: " ")
        return words.count > 2 ? "\(words[0]) \(words[2])" : order.terms
    }

    // MARK: Fills

    private static func differences(_ first: [ReportedFill], _ second: [ReportedFill]) -> [String] {
        func key(_ fill: ReportedFill) -> FillKey { FillKey(symbol: fill.symbol, isBought: fill.quantity > 0) }
        func sizeKey(_ fill: ReportedFill) -> FillKey {
            var result = key(fill)
            result.quantity = fill.quantity
            return result
        }
        func fullKey(_ fill: ReportedFill) -> FillKey {
            var result = sizeKey(fill)
            result.price = fill.price
            return result
        }
        var alignment = RunAlignment(first: first.map(\.time), second: second.map(\.time))
        for limit in [0, Self.tolerance] {
            alignment.pair(first.map(fullKey), second.map(fullKey), within: limit)
            alignment.pair(first.map(sizeKey), second.map(sizeKey), within: limit)
            alignment.pair(first.map(key), second.map(key), within: limit)
        }
        return alignment.rows.compactMap { row in
            difference(row.first.map { first[$0] }, row.second.map { second[$0] }, fillText) { left, right in
                guard left.quantity == right.quantity else {
                    let size = NumberText.plain(abs(right.quantity))
                    return "\(size) at \(NumberText.plain(right.price)) in the second"
                }
                guard left.price != right.price else { return nil }
                let apart = NumberText.fixed(right.price - left.price, places: 4, signed: true)
                return "\(NumberText.plain(right.price)) in the second (\(apart))"
            }
        }
    }

    // MARK: Lines

    /// Returns the line of a row; `nil` without a difference.
    ///
    /// - Parameters:
    ///   - text: Describes an element.
    ///   - change: Describes how the second element of a pair differs; `nil` if it does not.
    private static func difference<Element>(
        _ first: Element?,
        _ second: Element?,
        _ text: (Element) -> String,
        _ change: (Element, Element) -> String?
    ) -> String? {
        switch (first, second) {
        case (let first?, nil): "only the first run: " + text(first)
        case (nil, let second?): "only the second run: " + text(second)
        case (let first?, let second?): change(first, second).map { "\(text(first)) in the first run, \($0)" }
        case (nil, nil): nil
        }
    }

    private static func orderText(_ order: ReportedOrder) -> String {
        "order \(order.orderId) of \(DateText.moment(order.time)), \(EscapedText.of(order.terms)): "
            + EscapedText.of(order.status)
    }

    private static func fillText(_ fill: ReportedFill) -> String {
        let side = fill.quantity > 0 ? "bought" : "sold"
        return "fill of \(DateText.moment(fill.time)), \(side) \(NumberText.plain(abs(fill.quantity))) "
            + "\(EscapedText.of(fill.symbol)) at \(NumberText.plain(fill.price))"
    }

    private static func money(_ value: Double) -> String { NumberText.fixed(value, places: 2, grouped: true) }
}
