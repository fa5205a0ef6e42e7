internal import TWSWire

extension SimExchange {
    /// Handles new terms for an existing order: all fields of the request count.
    ///
    /// New terms for a filled order are ignored silently, as by a live Gateway.
    /// - Throws: 103 for an order that ended otherwise, 105 for another contract, side or account, 440 for another
    ///   algorithm.
    mutating func modify(
        _ place: Int,
        _ request: ClientMessage.PlaceOrder,
        from connection: ConnectionID
    ) throws(Rejection) {
        let order = book[place]
        if order.status == .filled { return }
        guard !order.status.isFinal, !isInstruction(place) else { throw .duplicateOrderID }
        let instrument = try market.resolveTraded(request.contract).instrument
        let side = request.order.action == .sellShort ? .sell : request.order.action
        guard instrument.conId == order.instrument.conId, side == order.terms.action,
            request.order.parentId == order.terms.parentId
        else { throw .mismatchedOrder }
        guard request.order.algoStrategy == order.terms.algoStrategy else { throw .algorithmModified }
        let sized = try checked(request.order, instrument)
        guard sized.account == order.terms.account else { throw .mismatchedOrder }
        guard sized.totalQuantity ?? .zero > order.filled + order.reserved else {
            throw .invalid("The order size must be above the quantity that is filled")
        }
        if order.stage == .held {
            replaceTerms(place, with: sized)
            if request.order.transmit { transmit(place) }
        } else if request.order.transmit {
            guard order.status != .pendingCancel else { throw .stillProcessed }
            events.add(.modification(place, sized), at: latencies.entry(from: now))
        }
    }

    /// Handles new terms at the exchange: they are reported, and the order may fill by them.
    mutating func modificationArrived(_ place: Int, _ terms: Order) {
        let order = book[place]
        guard order.isOpen, !order.isWithdrawn,
            terms.totalQuantity ?? .zero > order.filled + order.reserved
        else { return }
        replaceTerms(place, with: terms)
        prepare(place)
        if !book[place].works { book[place].status = .preSubmitted }
        reportOrder(place)
        events.add(.modificationAcknowledgement(place), at: latencies.response(from: now))
        checkConditions(place)
        match(place)
    }

    /// Handles the acknowledgement of new terms: the order is reported a second time.
    mutating func modificationAcknowledged(_ place: Int) {
        guard book[place].isOpen, book[place].status != .pendingCancel, book[place].reserved == .zero else { return }
        let order = book[place]
        if order.works, order.limit != nil {
            book[place].status = .submitted
        }
        reportOrder(place)
    }

    /// Gives an order other terms, as TWS shows them.
    mutating func replaceTerms(_ place: Int, with terms: Order) {
        let old = book[place]
        guard let behaviour = try? OrderTerms.behaviour(terms) else { return }
        var shown = OrderTerms.shown(terms, behaviour, clientID: old.key.clientID)
        shown.account = old.terms.account
        if shown.ocaGroup.isEmpty {
            shown.ocaGroup = old.terms.ocaGroup
            shown.ocaType = old.terms.ocaType
        }
        book[place].replace(shown, behaviour)
        book.follow(place)
        if old.stage != .held { watchAll(of: place) }
    }
}

extension Rejection {
    static let stillProcessed = Rejection(2102, "Unable to modify this order as it is still being processed.")

    /// Error 161.
    static func notCancellable(permID: Int) -> Rejection {
        Rejection(161, "Cancel attempted when order is not in a cancellable state.  Order permId = \(permID)")
    }
}
