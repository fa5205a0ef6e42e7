internal import TWSWire

// MARK: Flatten

extension TradingDesk {
    /// Cancels every working order of the run's scripts, as a person asked.
    package mutating func cancelOwn(at now: RunInstant) -> [DeskAction] {
        seats.indices.flatMap { submit(.cancelAll, of: ScriptID($0), at: now).actions }
    }

    /// Closes the net of what the run's own orders have traded, by one market order for each instrument, as a person
    /// asked: neither the header's limits nor the switch keep it back.
    ///
    /// - Returns: the orders, and what is to be done.
    package mutating func closeOwn(at now: RunInstant) -> (orders: [LedgerEntry], actions: [DeskAction]) {
        guard let connection, !seats.isEmpty else { return ([], []) }
        var orders: [LedgerEntry] = []
        var actions: [DeskAction] = []
        for position in net where position.quantity != .zero {
            guard let orderId = orderIds.take(1)?.lowerBound else { break }
            let script = ScriptID(max(0, position.owner))
            let isLong = position.quantity > .zero
            var order = Order()
            order.action = isLong ? .sell : .buy
            order.totalQuantity = isLong ? position.quantity : .zero - position.quantity
            order.orderType = .market
            order = addressed(order, connection, script)
            closing.insert(orderId)
            ledger.place(orderId: orderId, owner: script.number, contract: position.contract, order: order)
            actions += journal(
                .intent(orderId: orderId, contract: position.contract, order: order),
                of: script,
                at: now
            )
            var place = ClientMessage.PlaceOrder()
            (place.orderId, place.contract, place.order) = (orderId, position.contract, order)
            actions.append(.send(.placeOrder(place)))
            if let entry = ledger[orderId] { orders.append(entry) }
        }
        return (orders, actions)
    }

    /// Orders that close what a person wants closed.
    package var closingOrders: [LedgerEntry] { closing.sorted().compactMap { ledger[$0] } }

    private struct Net {
        var key: InstrumentKey
        var owner: Int
        var contract: Contract
        var quantity: ExactDecimal
    }

    /// The positions of all scripts by instrument, with the contract as its orders were placed.
    private var net: [Net] {
        var net: [Net] = []
        for position in ledger.positions.all(of: nil) where position.quantity != .zero {
            let key = InstrumentKey(position.contract)
            if let place = net.firstIndex(where: { $0.key == key }) {
                net[place].quantity = net[place].quantity + position.quantity
            } else {
                let entry = ledger.all.last { InstrumentKey($0.contract) == key }
                let contract = entry?.contract ?? position.contract
                net.append(Net(key: key, owner: position.owner, contract: contract, quantity: position.quantity))
            }
        }
        return net
    }
}
