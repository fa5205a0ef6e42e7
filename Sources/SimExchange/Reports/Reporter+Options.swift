internal import TWSWire

/// The price from which figures of an option are computed; the number is the tick type of the message.
enum OptionPriceKind: Int, Sendable, CaseIterable {
    case bid = 10
    case ask = 11
    case last = 12
    case model = 13
    /// A client's own price or volatility.
    case custom = 53

    /// The tick type on a stream of delayed data.
    var delayedType: Int { self == .custom ? 53 : rawValue + 70 }
}

extension Reporter {
    /// Sends figures of an option, or that they cannot be computed from the price.
    mutating func sendFigures(
        _ kind: OptionPriceKind,
        _ figures: OptionFigures?,
        price: Double,
        _ requestID: Int,
        isDelayed: Bool = false,
        to connection: ConnectionID
    ) {
        var message = ServerMessage.TickOptionComputation()
        message.reqId = requestID
        message.tickType = isDelayed ? kind.delayedType : kind.rawValue
        message.tickAttrib = kind == .model ? 0 : 1
        message.optPrice = price
        if let figures {
            message.impliedVol = figures.volatility
            message.delta = figures.delta
            message.gamma = figures.gamma
            message.vega = figures.vega
            message.theta = figures.theta
            message.undPrice = figures.underlying
            message.pvDividend = 0
        }
        send(message, to: connection)
    }
}
