internal import TWSWire

extension SimExchange {
    /// Handles a placeOrder: a new order, new terms for a working one, or a what-if.
    mutating func place(_ request: ClientMessage.PlaceOrder, from connection: ConnectionID) {
        guard let client = directory.client(connection) else { return }
        let key = OrderKey(clientID: client.clientID, orderID: request.orderId)
        do throws(Rejection) {
            guard !configuration.isReadOnly else { throw .readOnly }
            // After the largest ID there is none that nextValidId could report.
            guard request.orderId < Int(Int32.max) else { throw .invalid("Invalid order id \(request.orderId)") }
            if request.order.whatIf {
                try preview(request, from: connection)
            } else if let place = book.place(of: key) {
                try modify(place, request, from: connection)
            } else {
                try RequestTable.checkFields(request)
                try accept(request, key)
            }
            warnAboutZone(of: request.order, request.orderId, connection)
            warnAboutHours(of: request, connection)
        } catch {
            send(error, id: request.orderId, to: connection)
        }
    }

    /// Accepts a new order and returns its index.
    @discardableResult
    mutating func accept(
        _ request: ClientMessage.PlaceOrder,
        _ key: OrderKey,
        _ binding: OrderProgress.Binding = .own
    ) throws(Rejection) -> Int {
        guard binding != .own || key.orderID > book.highestID[key.clientID] ?? 0 else { throw .duplicateOrderID }
        return try enter(request, key, binding)
    }

    /// Adds an order to the book, whatever its ID, and returns its index.
    mutating func enter(
        _ request: ClientMessage.PlaceOrder,
        _ key: OrderKey,
        _ binding: OrderProgress.Binding
    ) throws(Rejection) -> Int {
        let traded = try market.resolveAgain(request.contract)
        let sized = try checked(request.order, traded.instrument)
        try traded.checkGuarantee(sized)
        let parent = try parentPlace(of: sized, key)
        let behaviour = try OrderTerms.behaviour(sized)
        let latest = book.count > 0 ? book[book.count - 1] : nil
        let terms = shownTerms(sized, behaviour, clientID: key.clientID, latest)
        let comboLegs = request.contract.comboLegs
        var order = SimulatedOrder(key, traded, consume terms, behaviour, comboLegs: comboLegs, latest: latest)
        order.binding = binding
        order.parent = parent
        if let parent, book[parent].status != .filled { order.holds.insert(.parent) }
        let place = book.add(consume order)
        if let parent { book[parent].children.append(place) }
        if request.order.transmit { transmit(place) }
        return place
    }

    /// Returns the order with its size in units and its account, after all checks that do not involve money.
    func checked(_ order: Order, _ instrument: Instrument) throws(Rejection) -> Order {
        let quote = market.source.book(instrument.conId, at: market.quoteTime(instrument, at: now))
        var sized = try OrderSize.inUnits(order, instrument, quote)
        try OrderTerms.validate(sized, instrument, accounts: accounts.codes, now: now)
        sized.account = try OrderTerms.account(sized, among: accounts.codes)
        if let price = sized.lmtPrice { sized.lmtPrice = instrument.marketRule.exact(price) }
        if let price = sized.auxPrice { sized.auxPrice = instrument.marketRule.exact(price) }
        if let price = sized.trailStopPrice { sized.trailStopPrice = instrument.marketRule.exact(price) }
        try OrderTerms.validateTimes(sized, instrument, now: now)
        try ConditionList(conditions: sized.conditions).validate(market.catalogue)
        try checkPermission(instrument)
        try checkPrecautions(sized, instrument)
        if OrderTerms.ignoresOutsideRth(sized, instrument) { sized.outsideRth = false }
        return sized
    }

    /// Returns the terms of a new order as openOrder shows them, with memory shared where they are those of others.
    private mutating func shownTerms(
        _ order: Order,
        _ behaviour: any OrderBehaviour,
        clientID: Int,
        _ latest: SimulatedOrder?
    ) -> Order {
        let isPlain = order.hasPlainTail
        if isPlain, let known = latestPlain, known.clientID == clientID {
            return OrderTerms.shown(order, behaviour, clientID: clientID, like: known.terms)
        }
        var terms = OrderTerms.shown(order, behaviour, clientID: clientID)
        if let latest { terms.shareTail(with: latest.terms) }
        if isPlain { latestPlain = (clientID, terms) }
        return terms
    }

    /// Returns the index of the order that `parentId` names, which must be of the same account; `nil` for no parent.
    private func parentPlace(of order: Order, _ key: OrderKey) throws(Rejection) -> Int? {
        guard order.parentId != 0 else { return nil }
        guard let parent = book.place(of: OrderKey(clientID: key.clientID, orderID: order.parentId)),
            !book[parent].status.isFinal || book[parent].status == .filled,
            book[parent].terms.account == order.account
        else { throw .missingParent }
        return parent
    }

    /// Sends an order to the exchange, with every held order that belongs to it: its parent and that parent's children.
    mutating func transmit(_ place: Int) {
        let head = book[place].parent ?? place
        let family = ([head] + book[head].children).filter { member in
            book[member].stage == .held && !book[member].status.isFinal
                && (member == place || book[place].parent != nil)
        }
        for member in family {
            book[member].permID = identifiers.nextPermID()
            // So that no report has to make a copy of the terms for it.
            book[member].terms.permId = book[member].permID
            book[member].stage = .sent
        }
        for child in family where book[child].parent == head {
            guard book[child].terms.ocaGroup.isEmpty else { continue }
            book[child].terms.ocaGroup = String(book[head].permID)
            book[child].terms.ocaType = 3
        }
        for member in family { watchAll(of: member) }
        events.add(.orders(family), at: latencies.entry(from: now))
    }

    /// Handles orders at the exchange: they are checked against their accounts, reported, and may fill.
    mutating func ordersArrived(_ places: [Int]) {
        let isFamily = places.count > 1
        var accepted: [Int] = []
        for place in places where !book[place].status.isFinal {
            book[place].stage = .live
            // Held here: an order read within the call would have the whole exchange copied.
            let order = book[place]
            let chaos = plannedChaos.isEmpty ? nil : plannedChaos.removeValue(forKey: order.key)
            if !order.isWithdrawn, let reason = refusal(of: order, chaos) {
                reject(place, reason)
                continue
            }
            accepted.append(place)
            if let milliseconds = chaos?.holdMilliseconds { hold(place, milliseconds: milliseconds) }
            prepare(place)
            guard !isFamily else { continue }
            arriveAlone(place)
        }
        for place in accepted {
            warnOfSession(place)
            warnOfOddLot(place)
        }
        guard !accepted.isEmpty else { return }
        events.add(.acknowledgement(accepted), at: latencies.response(from: now))
        for place in accepted {
            checkConditions(place)
            match(place)
        }
    }

    /// Returns why an order that reaches the exchange is refused; one that waits for its parent is checked when that
    /// fills.
    private func refusal(of order: SimulatedOrder, _ chaos: OrderChaos?) -> String? {
        if let planned = chaos?.refusal { return planned }
        return order.waitsForParent ? nil : rejection(of: order)
    }

    /// Prepares an order that has reached the exchange: its trailing stop, and everything that it must wait for.
    mutating func prepare(_ place: Int) {
        book[place].acceptedAt = now
        matching.follow(place, in: &book, market, at: now)
        awaitAuction(place)
        awaitConditions(place)
        awaitTimes(place)
        awaitSlices(place)
        if book[place].terms.hours == .overnight {
            let conID = book[place].instrument.conId
            market.refollow(conID, wantsNight: book.wantsNight(conID), at: now)
        }
        awaitSession(place)
    }

    /// Reports the arrival of a single order; immediate-or-cancel orders end here if they cannot fill.
    private mutating func arriveAlone(_ place: Int) {
        let order = book[place]
        let isBeyond = matching.isBeyondProtection(order, market, at: now)
        let fillable = isBeyond ? ExactDecimal.zero : matching.fillable(order, market, at: now)
        switch order.terms.tif {
        case .fillOrKill where fillable < order.open && order.works:
            end(place, as: .inactive, reason: "")
            reportOrder(place)
        case .immediateOrCancel where fillable == .zero && order.works:
            book[place].status = .pendingCancel
            reportOrder(place, isFirst: true)
            perform(matching.withdrawRest(place, in: &book))
        default:
            reportOrder(place, isFirst: true)
        }
    }

    /// Handles the exchange's acknowledgement of orders: resting orders are now working.
    mutating func ordersAcknowledged(_ places: [Int]) {
        let isFamily = places.count > 1
        for place in places {
            let order = book[place]
            guard order.isOpen, order.status == .preSubmitted else { continue }
            let rests = order.works && (order.limit != nil || order.auction != nil)
            if rests && (order.reserved == .zero || isFamily) {
                book[place].status = .submitted
                reportOrder(place)
            } else if isFamily || (!order.works && !order.isWithdrawn) {
                reportOrder(place)
            }
        }
    }

    /// Refuses an order as IB's systems do: it becomes inactive, then error 201 gives the reason.
    private mutating func reject(_ place: Int, _ reason: String) {
        end(place, as: .inactive, reason: reason)
        reportOrder(place)
        let rejection = Rejection(201, "Order rejected - reason:\(reason)")
        report(rejection, about: book[place])
        for child in book[place].children { cancelAtOnce(child) }
    }

    /// Ends an order.
    mutating func end(_ place: Int, as status: OrderStatus, reason: String) {
        book[place].status = status
        book[place].reason = reason
        book.finish(place, at: now)
        for conID in [book[place].instrument.conId] + book[place].followed { releaseWatch(conID) }
    }
}
