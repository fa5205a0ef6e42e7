internal import TWSWire

/// A future event about orders in an exchange's state.
package struct EventRecord: Sendable, Hashable {
    /// Its number among all events ever added, from 0; of two at the same time, the lower one comes first.
    package var number: Int
    /// The time of the event.
    package var time: Int64
    /// The kind of event.
    package var kind: String
    /// The numbers of the orders concerned.
    package var orders: [Int]
    /// The terms of a modification: a placeOrder message.
    package var request: String?
    /// The quantity and the price of a fill; `nil` for other events.
    var fill: FillDecision.Amount?
}

extension EventRecord: Codable {
    private enum CodingKeys: CodingKey {
        case number, time, kind, orders, request
    }

    /// Reads a row: the fill is beside the rest, not nested in a field of its own.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        number = try container.decode(Int.self, forKey: .number)
        time = try container.decode(Int64.self, forKey: .time)
        kind = try container.decode(String.self, forKey: .kind)
        orders = try container.decode([Int].self, forKey: .orders)
        request = try container.decodeIfPresent(String.self, forKey: .request)
        fill = kind == Kind.fill.rawValue ? try FillDecision.Amount(from: decoder) : nil
    }

    /// Writes a row.
    package func encode(to encoder: any Encoder) throws {
        try fill?.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(number, forKey: .number)
        try container.encode(time, forKey: .time)
        try container.encode(kind, forKey: .kind)
        try container.encode(orders, forKey: .orders)
        try container.encodeIfPresent(request, forKey: .request)
    }
}

extension EventRecord {
    /// - Returns: `nil` for events of connections, which end with them.
    /// - Throws: `StateError` for terms that no message can carry.
    init?(_ pending: EventQueue.Entry) throws(StateError) {
        guard let (kind, orders) = pending.event.row else { return nil }
        (number, time) = (pending.number, pending.time.nanoseconds)
        (self.kind, self.orders) = (kind.rawValue, orders)
        switch pending.event {
        case .modification(_, let terms):
            request = try MessageText.write(OrderKey(clientID: terms.clientId, orderID: 0), Contract(), terms)
        case .fill(let decision): fill = decision.amount
        default: break
        }
    }

    /// Returns the restored event.
    ///
    /// - Parameter orderCount: The number of orders.
    /// - Throws: `StateError` for a malformed row.
    func event(orderCount: Int) throws(StateError) -> ExchangeEvent {
        let name = "event \(number)"
        guard let kind = Kind(rawValue: kind), let first = orders.first,
            orders.allSatisfy({ (0..<orderCount).contains($0) })
        else { throw StateError(.malformed, "\(name): \(kind) \(orders)") }
        switch kind {
        case .orders: return .orders(orders)
        case .acknowledgement: return .acknowledgement(orders)
        case .modification: return .modification(first, try MessageText.readOrder(request ?? "", name).order)
        case .fill:
            guard let fill else { throw StateError(.malformed, "\(name): a fill without price") }
            return .fill(FillDecision(place: first, amount: fill))
        case .modificationAcknowledgement: return .modificationAcknowledgement(first)
        case .election: return .election(first)
        case .cancel: return .cancel(first)
        case .cancelled: return .cancelled(first)
        case .auction: return .auction(first)
        case .start: return .start(first)
        case .expiry: return .expiry(first)
        case .condition: return .condition(first)
        case .slice: return .slice(first)
        case .sessionOpen: return .sessionOpen(first)
        case .located: return .located(first)
        }
    }

    /// The kinds of events about orders.
    fileprivate enum Kind: String {
        case orders, acknowledgement, modification, modificationAcknowledgement, election, fill, cancel, cancelled
        case auction, start, expiry, condition, slice, sessionOpen, located
    }
}

extension ExchangeEvent {
    /// Whether it is about orders, and thus part of an exchange's state.
    var isKept: Bool { row != nil }

    fileprivate var row: (EventRecord.Kind, [Int])? {
        switch self {
        case .orders(let places): (.orders, places)
        case .acknowledgement(let places): (.acknowledgement, places)
        case .modification(let place, _): (.modification, [place])
        case .modificationAcknowledgement(let place): (.modificationAcknowledgement, [place])
        case .election(let place): (.election, [place])
        case .fill(let decision): (.fill, [decision.place])
        case .cancel(let place): (.cancel, [place])
        case .cancelled(let place): (.cancelled, [place])
        case .auction(let place): (.auction, [place])
        case .start(let place): (.start, [place])
        case .expiry(let place): (.expiry, [place])
        case .condition(let place): (.condition, [place])
        case .slice(let place): (.slice, [place])
        case .sessionOpen(let place): (.sessionOpen, [place])
        case .located(let place): (.located, [place])
        case .preview, .timer, .answer: nil
        }
    }
}
