internal import LuaBridge
internal import TWSWire

/// The latest values of a contract's top of the book, from live or delayed ticks.
struct QuoteData {
    /// Names in the order in which they are shown.
    static let names = [
        "bid", "ask", "last", "bidSize", "askSize", "lastSize", "volume", "high", "low", "open", "close", "time",
    ]

    /// Names by tick type; source: protocol, "Tick types". Delayed ones count from 66.
    private static let prices: [Int: String] = [
        1: "bid", 2: "ask", 4: "last", 6: "high", 7: "low", 9: "close", 14: "open",
        66: "bid", 67: "ask", 68: "last", 72: "high", 73: "low", 75: "close", 76: "open",
    ]
    private static let sizes: [Int: String] = [
        0: "bidSize", 3: "askSize", 5: "lastSize", 8: "volume",
        69: "bidSize", 70: "askSize", 71: "lastSize", 74: "volume",
    ]
    /// The size that travels in the message of a price.
    private static let carried = ["bid": "bidSize", "ask": "askSize", "last": "lastSize"]

    private(set) var values: [String: LuaValue] = [:]

    /// Whether bid, ask and last are all known.
    var isComplete: Bool { values["bid"] != nil && values["ask"] != nil && values["last"] != nil }
    /// Whether any price is known.
    var hasPrice: Bool { values.keys.contains { Self.prices.values.contains($0) } }

    /// Takes a tick; false if it is none of this quote's fields.
    mutating func take(_ message: ServerMessage, at now: ScriptInstant) -> Bool {
        switch message {
        case .tickPrice(let tick):
            guard let name = Self.prices[tick.tickType] else { return false }
            set(name, price: tick.price, size: tick.size)
        case .tickSize(let tick):
            guard let name = Self.sizes[tick.tickType], let size = tick.size else { return false }
            values[name] = LuaValue(size)
        default: return false
        }
        values["time"] = .number(now.seconds)
        return true
    }

    /// A price of -1, or 0 with size 0, means that there is none.
    private mutating func set(_ name: String, price: Double, size: ExactDecimal?) {
        let isAbsent = price == -1 || (price == 0 && (size ?? .zero) == .zero)
        values[name] = isAbsent ? nil : .number(price)
        guard let sizeName = Self.carried[name] else { return }
        values[sizeName] = isAbsent ? nil : size.map { LuaValue($0) } ?? values[sizeName]
    }

    /// Request id of a tick; `nil` for other messages.
    static func requestId(of message: ServerMessage) -> Int? {
        switch message {
        case .tickPrice(let tick): tick.reqId
        case .tickSize(let tick): tick.reqId
        default: nil
        }
    }
}
