/// A value of a quote; cases are in display order.
enum QuoteField: Int, CaseIterable {
    case bid, ask, last, bidSize, askSize, lastSize, volume, high, low, open, close, time
    case impliedVol, delta, gamma, vega, theta, undPrice, optPrice

    /// The fields that are prices.
    static let prices: [QuoteField] = [.bid, .ask, .last, .high, .low, .open, .close]

    /// Creates the field of a price tick type; source: protocol, "Tick types". Delayed types start at 66.
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

    /// Creates the field of a size tick type.
    init?(sizeOf tickType: Int) {
        switch tickType {
        case 0, 69: self = .bidSize
        case 3, 70: self = .askSize
        case 5, 71: self = .lastSize
        case 8, 74: self = .volume
        default: return nil
        }
    }

    /// The size that a price message also contains; `nil` for prices without one.
    var carriedSize: QuoteField? {
        switch self {
        case .bid: .bidSize
        case .ask: .askSize
        case .last: .lastSize
        default: nil
        }
    }
}
