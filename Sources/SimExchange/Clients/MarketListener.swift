internal import TWSWire

/// A stream that follows an instrument.
struct MarketListener: Sendable, Hashable {
    /// The content of a stream.
    enum Content: Sendable, Hashable {
        /// reqMktData; delayed streams have tick types of their own.
        case topOfBook(isDelayed: Bool, generic: GenericTickList)
        case depth(rows: Int, isSmart: Bool)
        case tickByTick(TickByTickKind)
    }

    let connection: ConnectionID
    let requestID: Int
    let content: Content
}

/// The kinds of reqTickByTickData; the number is the tick type of the message.
enum TickByTickKind: Int, Sendable {
    case last = 1
    case allLast = 2
    case bidAsk = 3
    case midPoint = 4

    init?(_ text: String) {
        switch text {
        case "Last": self = .last
        case "AllLast": self = .allLast
        case "BidAsk": self = .bidAsk
        case "MidPoint": self = .midPoint
        default: return nil
        }
    }
}

extension MarketListener.Content {
    /// The kind of stream with this content.
    var kind: MarketStreamKind {
        switch self {
        case .topOfBook: .topOfBook
        case .depth: .depth
        case .tickByTick: .tickByTick
        }
    }
}
