internal import TWSWire

/// The chaos planned for an order that has not reached the exchange yet.
struct OrderChaos: Hashable, Sendable {
    /// The reason of its refusal; `nil` if it will not be refused.
    var refusal: String?
    /// How long it will be held; `nil` if it will not be held.
    var holdMilliseconds: Int?
}

extension SimExchange {
    /// Returns the key of the new order that a request places; `nil` for a what-if, an existing order, or any other
    /// request.
    func newOrder(_ request: ClientMessage, from connection: ConnectionID) -> OrderKey? {
        guard case .placeOrder(let placed) = request, !placed.order.whatIf, let client = directory.client(connection)
        else {
            return nil
        }
        let key = OrderKey(clientID: client.clientID, orderID: placed.orderId)
        return book.place(of: key) == nil ? key : nil
    }

    /// Holds an order that has reached the exchange until shares to sell are located.
    mutating func hold(_ place: Int, milliseconds: Int) {
        book[place].holds.insert(.locate)
        events.add(.located(place), at: now.adding(milliseconds: Int64(milliseconds)))
    }

    /// Handles located shares: an order that was held for them works, or waits for what else it needs.
    mutating func located(_ place: Int) {
        guard book[place].isOpen else { return }
        release(place, .locate)
        if book[place].isOpen, !book[place].works, book[place].reserved == .zero { reportOrder(place) }
    }

    /// Takes new terms of a live order as another order under the same ID; returns whether it did.
    mutating func placeTwin(_ request: ClientMessage.PlaceOrder, _ key: OrderKey) -> Bool {
        rouseAll()
        guard let place = book.place(of: key), book[place].stage == .live, book[place].isOpen,
            book[place].status != .pendingCancel, !book[place].isWithdrawn
        else { return false }
        let side = request.order.action == .sellShort ? .sell : request.order.action
        guard !configuration.isReadOnly, !request.order.whatIf, request.order.transmit,
            side == book[place].terms.action, request.order.parentId == book[place].terms.parentId,
            request.order.algoStrategy == book[place].terms.algoStrategy,
            ["", book[place].terms.account].contains(request.order.account),
            let instrument = try? market.resolveTraded(request.contract).instrument,
            instrument.conId == book[place].instrument.conId
        else { return false }
        return (try? enter(request, key, .own)) != nil
    }

    /// Ends every stream of market data without a message: quotes, depth, tick-by-tick data and updated bars.
    mutating func loseMarketData() {
        directory.endMarketData()
        for conID in market.followed { releaseWatch(conID) }
    }
}
