package import TWSWire

extension SimExchange {
    /// Enters an order by hand in TWS itself, as its user does.
    ///
    /// Clients see it with order ID 0 and client ID 0 until it is bound to client 0: when that client requests its open
    /// orders, or at once if it requested that new ones be bound (reqAutoOpenOrders). Binding gives it a negative ID.
    /// An order without an account belongs to the first one.
    /// - Returns: What clients receive; nothing for an order that TWS would refuse.
    package mutating func placeByHand(_ order: Order, of contract: Contract, at instant: ExchangeInstant) -> [Delivery]
    {
        var deliveries = advance(to: instant)
        rouseAll()
        var request = ClientMessage.PlaceOrder()
        request.contract = contract
        request.order = order
        request.order.transmit = true
        if request.order.account.isEmpty { request.order.account = accounts.first.code }
        let key = OrderKey(clientID: 0, orderID: book.nextHandID)
        guard let place = try? accept(request, key, .unbound) else { return deliveries }
        for connection in directory.binders { bind(place, to: connection) }
        deliveries += advance(to: instant)
        return deliveries
    }

    /// Binds every open order that was entered by hand to client 0.
    mutating func bindAll(to connection: ConnectionID) {
        for place in book.allWorking where book[place].binding == .unbound { bind(place, to: connection) }
    }

    private mutating func bind(_ place: Int, to connection: ConnectionID) {
        book[place].binding = .bound
        reporter.tellBound(book[place], to: connection)
    }
}
