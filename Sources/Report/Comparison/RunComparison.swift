internal import Notation

/// Two runs side by side: the orders and fills that only one of them has, and the fills with different prices.
///
/// Orders are the same if their terms are, fills if symbol and signed quantity are; both are aligned in order, so that
/// a missing one does not shift the others.
package struct RunComparison: Hashable, Sendable {
    /// A row of two aligned lists.
    private struct Pair<Element> {
        var first: Element?
        var second: Element?
    }

    /// The differences, one line each, oldest first; empty for equal runs.
    package let differences: [String]

    /// Compares two runs.
    package init(_ first: RunSnapshot, _ second: RunSnapshot) {
        var lines: [String] = []
        for pair in Self.aligned(first.orders, second.orders, by: { $0.terms }) {
            switch (pair.first, pair.second) {
            case (let order?, nil): lines.append("only the first run: " + Self.text(order))
            case (nil, let order?): lines.append("only the second run: " + Self.text(order))
            case (let left?, let right?) where left.status != right.status:
                lines.append("\(Self.text(left)) in the first run, \(EscapedText.of(right.status)) in the second")
            default: break
            }
        }
        for pair in Self.aligned(first.fills, second.fills, by: { "\($0.symbol) \($0.quantity)" }) {
            switch (pair.first, pair.second) {
            case (let fill?, nil): lines.append("only the first run: " + Self.text(fill))
            case (nil, let fill?): lines.append("only the second run: " + Self.text(fill))
            case (let left?, let right?) where left.price != right.price:
                let apart = NumberText.fixed(right.price - left.price, places: 4, signed: true)
                lines.append(
                    "\(Self.text(left)) in the first run, \(NumberText.plain(right.price)) in the second (\(apart))"
                )
            default: break
            }
        }
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

    private static func aligned<Element, Key: Hashable>(
        _ first: [Element],
        _ second: [Element],
        by key: (Element) -> Key
    ) -> [Pair<Element>] {
        let difference = second.map(key).difference(from: first.map(key))
        var (removed, added): (Set<Int>, Set<Int>) = ([], [])
        for change in difference {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): added.insert(offset)
            }
        }
        var pairs: [Pair<Element>] = []
        var (left, right) = (0, 0)
        while left < first.count || right < second.count {
            if left < first.count, removed.contains(left) {
                pairs.append(Pair(first: first[left]))
                left += 1
            } else if right < second.count, added.contains(right) {
                pairs.append(Pair(second: second[right]))
                right += 1
            } else {
                pairs.append(Pair(first: first[left], second: second[right]))
                (left, right) = (left + 1, right + 1)
            }
        }
        return pairs
    }

    private static func text(_ order: ReportedOrder) -> String {
        "order \(order.orderId) of \(DateText.moment(order.time)), \(EscapedText.of(order.terms)): "
            + EscapedText.of(order.status)
    }

    private static func text(_ fill: ReportedFill) -> String {
        let side = fill.quantity > 0 ? "bought" : "sold"
        return "fill of \(DateText.moment(fill.time)), \(side) \(NumberText.plain(abs(fill.quantity))) "
            + "\(EscapedText.of(fill.symbol)) at \(NumberText.plain(fill.price))"
    }

    private static func money(_ value: Double) -> String { NumberText.fixed(value, places: 2, grouped: true) }
}
