internal import TWSWire

/// The conditions of an order.
struct ConditionList: Sendable {
    let conditions: [OrderCondition]

    /// Whether the conditions are met together: `and` binds tighter than `or`, as in every language.
    func isMet(_ holds: (OrderCondition) -> Bool) -> Bool {
        var group = true
        for condition in conditions {
            group = group && holds(condition)
            if !condition.isConjunctionConnection {
                if group { return true }
                group = true
            }
        }
        return conditions.last?.isConjunctionConnection == true && group
    }

    /// The contracts whose market the conditions look at.
    var conIDs: [Int] { conditions.compactMap { $0.kind?.looksAtMarket == true ? $0.conId : nil } }

    /// The moments of the time conditions.
    var moments: [ExchangeInstant] {
        conditions.compactMap { $0.kind == .time ? $0.moment : nil }
    }

    /// Throws the reason if the conditions are invalid: 147 for a missing contract, 200 for an unknown one, 337 for an
    /// invalid time, 321 for a missing value.
    func validate(_ catalogue: InstrumentCatalogue) throws(Rejection) {
        for condition in conditions {
            guard let kind = condition.kind else { throw .invalid("Invalid condition type") }
            guard condition.hasValue else { throw .invalid("Missing condition value") }
            if kind == .time, condition.moment == nil { throw .invalidTime }
            guard kind.looksAtMarket else { continue }
            guard let conID = condition.conId, conID != 0 else { throw .incompleteCondition }
            guard catalogue.listed(conId: conID) != nil else { throw .unknownContract }
        }
    }
}

/// The kinds of order conditions, by their number in the messages.
enum ConditionKind: Int, Sendable {
    case price = 1
    case time = 3
    case margin = 4
    case execution = 5
    case volume = 6
    case percentChange = 7

    /// Whether it looks at the market of a contract.
    var looksAtMarket: Bool { [.price, .volume, .percentChange].contains(self) }
}

extension OrderCondition {
    /// The kind; `nil` for an unknown number.
    var kind: ConditionKind? { ConditionKind(rawValue: type) }

    /// The moment of a time condition.
    var moment: ExchangeInstant? { try? ExchangeTime.parse(time).instant }

    /// Whether the field that its kind compares is set.
    fileprivate var hasValue: Bool {
        switch kind {
        case .price: price != nil
        case .margin: percent != nil
        case .volume: volume != nil
        case .percentChange: changePercent != nil
        case .execution: !symbol.isEmpty
        case .time, nil: true
        }
    }

    /// Whether a value lies on the requested side of the limit.
    func compares(_ value: Double, with limit: Double) -> Bool {
        isMore ? value >= limit : value <= limit
    }
}

extension Rejection {
    static let incompleteCondition = Rejection(147, "The conditional contract info is incomplete.")
}
