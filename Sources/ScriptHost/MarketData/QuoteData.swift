internal import LuaBridge
internal import TWSWire
internal import Trading

/// The latest values of a contract's top of the book, from live or delayed ticks.
struct QuoteData {
    /// One element per field, in field order; `nil` if the value is unknown.
    private var values = [LuaValue?](repeating: nil, count: QuoteField.allCases.count)
    /// Whether the values are delayed because the account has no live data for the contract.
    private(set) var isDelayed = false
    /// Whether the values are the last ones of a closed market.
    private(set) var isFrozen = false

    /// The known value of a field.
    subscript(field: QuoteField) -> LuaValue? {
        get { values[field.rawValue] }
        set { values[field.rawValue] = newValue }
    }

    /// Returns a price, if known.
    func price(_ field: QuoteField) -> Double? {
        if case .number(let price)? = self[field] { price } else { nil }
    }

    /// Whether bid, ask and last are all known.
    var isComplete: Bool { self[.bid] != nil && self[.ask] != nil && self[.last] != nil }
    /// Whether any price is known.
    var hasPrice: Bool { QuoteField.prices.contains { self[$0] != nil } }

    /// Applies a tick; returns `false` if it is not one of this quote's fields.
    mutating func take(_ message: ServerMessage, at now: RunInstant) -> Bool {
        switch message {
        case .tickPrice(let tick):
            guard let field = QuoteField(priceOf: tick.tickType) else { return false }
            set(field, price: tick.price, size: tick.size)
        case .tickSize(let tick):
            guard let field = QuoteField(sizeOf: tick.tickType), let size = tick.size else { return false }
            self[field] = LuaValue(size)
        case .tickOptionComputation(let tick):
            guard let figures = OptionFigures(tick) else { return false }
            for (field, value) in figures.values { self[field] = value.map(LuaValue.number) }
        case .marketDataType(let type):
            // 1 live, 2 frozen, 3 delayed, 4 delayed and frozen.
            (isDelayed, isFrozen) = (type.marketDataType >= 3, type.marketDataType % 2 == 0)
            return false
        default: return false
        }
        self[.time] = .number(now.seconds)
        return true
    }

    /// Sets a price; -1, or 0 with size 0, means that there is none.
    private mutating func set(_ field: QuoteField, price: Double, size: ExactDecimal?) {
        let isAbsent = price == -1 || (price == 0 && (size ?? .zero) == .zero)
        self[field] = isAbsent ? nil : .number(price)
        guard let carried = field.carriedSize else { return }
        if isAbsent {
            self[carried] = nil
        } else if let size {
            self[carried] = LuaValue(size)
        }
    }

    /// The request id of a tick; `nil` for other messages.
    static func requestId(of message: ServerMessage) -> Int? {
        switch message {
        case .tickPrice(let tick): tick.reqId
        case .tickSize(let tick): tick.reqId
        case .tickOptionComputation(let tick): tick.reqId
        case .marketDataType(let type): type.reqId
        default: nil
        }
    }
}
