internal import TWSWire

extension SimExchange {
    /// Handles a cancelOrder for an order of the client, or else of any client.
    mutating func cancel(_ orderID: Int, from connection: ConnectionID) {
        guard let client = directory.client(connection) else { return }
        let own = book.place(of: OrderKey(clientID: client.clientID, orderID: orderID))
        guard let place = own ?? book.place(ofAnyClients: orderID) else {
            send(
                Rejection(10147, "OrderId \(orderID) that needs to be cancelled is not found."),
                id: orderID,
                to: connection
            )
            return
        }
        let order = book[place]
        guard !order.status.isFinal else {
            let state = order.status.text
            send(
                Rejection(
                    10148,
                    "OrderId \(orderID) that needs to be cancelled cannot be cancelled, state: \(state)."
                ),
                id: orderID,
                to: connection
            )
            return
        }
        guard order.status != .pendingCancel else {
            send(.notCancellable(permID: order.permID), id: orderID, to: connection)
            return
        }
        if order.key.clientID != client.clientID { book[place].cancelRequesters.append(connection) }
        requestCancel(place)
    }

    /// Handles a reqGlobalCancel: cancels every order of every client that is not done.
    mutating func cancelAll(from connection: ConnectionID) {
        for place in book.allWorking {
            if book[place].status == .pendingCancel {
                send(.notCancellable(permID: book[place].permID), id: book[place].shownID, to: connection)
            } else if !book[place].status.isFinal {
                requestCancel(place)
            }
        }
    }

    /// Sends an order's cancel on its way; an order that was held ends at once.
    private mutating func requestCancel(_ place: Int) {
        guard book[place].stage != .held else { return cancelAtOnce(place) }
        guard !isInstruction(place) else { return failInstruction(place) }
        book[place].status = .pendingCancel
        reportStatus(place)
        events.add(.cancel(place), at: latencies.entry(from: now))
    }

    /// Handles a cancel at the exchange: the order no longer fills.
    mutating func cancelArrived(_ place: Int) {
        guard book[place].isOpen else { return }
        book[place].isWithdrawn = true
        events.add(.cancelled(place), at: latencies.response(from: now))
    }

    /// Handles the confirmation of a cancel, unless fills came first.
    mutating func cancelConfirmed(_ place: Int) {
        guard !book[place].status.isFinal else { return }
        confirmCancel(place, withNotice: !book[place].isImmediateRest)
    }

    /// Cancels an order from within TWS, without going through the exchange.
    mutating func cancelAtOnce(_ place: Int) {
        guard !book[place].status.isFinal else { return }
        guard book[place].reserved == .zero else {
            book[place].isWithdrawn = true
            events.add(.cancelled(place), at: latencies.response(from: now))
            return
        }
        confirmCancel(place, withNotice: true)
    }

    private mutating func confirmCancel(_ place: Int, withNotice: Bool) {
        end(place, as: .cancelled, reason: "")
        let requesters = book[place].cancelRequesters
        reportStatus(place, alsoTo: requesters)
        if withNotice {
            let notice = Rejection(202, "Order Canceled - reason:")
            for connection in directory.audience(of: book[place]) + requesters {
                send(notice, id: book[place].shownID, to: connection)
            }
        }
        cancelRelatives(of: place)
    }
}
