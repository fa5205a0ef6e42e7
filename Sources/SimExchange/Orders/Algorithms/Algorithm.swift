internal import TWSWire

/// An IB algorithm: when it releases which part of an order.
enum Algorithm: Sendable {
    /// Adaptive: the order of the base type after a wait that depends on the priority.
    case adaptive(waitSeconds: Int64)
    /// Twap and Vwap: slices over a time span; without an end, until the close.
    case slices(start: ExchangeInstant?, end: ExchangeInstant?, isWeighted: Bool, mayPassEnd: Bool)

    /// The tags that each algorithm accepts. A live Gateway refuses `strategyType` for Twap, although it is documented.
    private static let tags: [String: [String]] = [
        "Adaptive": ["adaptivePriority"],
        "Twap": ["startTime", "endTime", "allowPastEndTime"],
        "Vwap": [
            "maxPctVol", "startTime", "endTime", "allowPastEndTime", "noTakeLiq", "getDone", "noTradeAhead",
            "useOddLots", "speedUp",
        ],
    ]

    /// IB's other algorithms.
    private static let unsimulated: Set<String> = [
        "ArrivalPx", "PctVol", "PctVolPx", "PctVolSz", "PctVolTm", "DarkIce", "AD", "ClosePx", "MinImpact",
        "BalanceImpactRisk",
    ]

    private static let waits: [String: Int64] = ["Urgent": 1, "Normal": 5, "Patient": 15]

    /// Reads an order's algorithm; `nil` for none.
    ///
    /// - Throws: 321 for an IB algorithm that is not simulated, 439 for an unknown algorithm, 443 for an unknown tag,
    ///   441 for an invalid value, 442 for an order type that is neither MKT nor LMT.
    static func read(_ order: Order, now: ExchangeInstant) throws(Rejection) -> Algorithm? {
        guard !order.algoStrategy.isEmpty else { return nil }
        guard let known = tags[order.algoStrategy] else {
            throw unsimulated.contains(order.algoStrategy)
                ? .unsimulated("The algorithm \(order.algoStrategy)") : .unknownAlgorithm
        }
        for parameter in order.algoParams where !known.contains(parameter.tag) {
            throw Rejection(443, "Order processing failed. Unknown algo attribute:\(parameter.tag)")
        }
        let type = OrderTypeName.canonical(order.orderType)
        guard type == .market || type == .limit else { throw .algorithmNotAllowed }
        func value(_ tag: String) -> String { order.algoParams.first { $0.tag == tag }?.value ?? "" }
        if order.algoStrategy == "Adaptive" {
            guard let wait = waits[value("adaptivePriority")] else { throw invalid("adaptivePriority") }
            return .adaptive(waitSeconds: wait)
        }
        let start = try time(value("startTime"), "startTime", now)
        let end = try time(value("endTime"), "endTime", now)
        if let end, end <= max(start ?? now, now) { throw invalid("endTime") }
        let mayPassEnd = ["1", "true"].contains(value("allowPastEndTime"))
        return .slices(start: start, end: end, isWeighted: order.algoStrategy == "Vwap", mayPassEnd: mayPassEnd)
    }

    /// Parses a time with or without a day; without one, it is today's in New York.
    private static func time(
        _ text: String,
        _ tag: String,
        _ now: ExchangeInstant
    ) throws(Rejection) -> ExchangeInstant? {
        guard !text.isEmpty else { return nil }
        let today = ExchangeTime.dateText(now, in: .newYork)
        for form in [text, "\(today) \(text)"] {
            if let time = try? ExchangeTime.parse(form) { return time.instant }
        }
        throw invalid(tag)
    }

    private static func invalid(_ tag: String) -> Rejection {
        Rejection(441, "Algo attributes validation failed: \(tag)")
    }
}

extension Rejection {
    static let unknownAlgorithm = Rejection(439, "Order processing failed. Algorithm definition not found.")
    static let algorithmNotAllowed = Rejection(442, "Specified algorithm is not allowed for this order.")
    static let algorithmModified = Rejection(440, "Order modify failed. Algorithm cannot be modified.")
}
