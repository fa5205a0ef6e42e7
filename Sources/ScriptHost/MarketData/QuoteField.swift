/// A value of a quote; the order is the one in which they are shown.
enum QuoteField: Int, CaseIterable {
    case bid, ask, last, bidSize, askSize, lastSize, volume, high, low, open, close, time
    case impliedVol, delta, gamma, vega, theta, undPrice, optPrice

    /// The prices among them.
    static let prices: [QuoteField] = [.bid, .ask, .last, .high, .low, .open, .close]

    /// The price of a tick type; source: protocol, "Tick types". Delayed ones count from 66.
    init?(priceOf tickType: Int) {
        switch tickType {
        case 1, 66: self = .bid
        case 2, 67: self = .ask
        case 4, 68: self = .last
        case 6, 72: self = .high
        case 7, 73: self = .low
        case 9, 75: self = .close
        case 14, 76: self = .open
        default: return nil
        }
    }

    /// The size of a tick type.
    init?(sizeOf tickType: Int) {
        switch tickType {
        case 0, 69: self = .bidSize
        case 3, 70: self = .askSize
        case 5, 71: self = .lastSize
        case 8, 74: self = .volume
        default: return nil
        }
    }

    /// The size that travels in the message of a price; `nil` for prices without one.
    var carriedSize: QuoteField? {
        switch self {
        case .bid: .bidSize
        case .ask: .askSize
        case .last: .lastSize
        default: nil
        }
    }
}
