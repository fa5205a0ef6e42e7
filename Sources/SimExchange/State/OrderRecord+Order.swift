internal import TWSWire

extension OrderRecord {
    /// - Throws: `StateError` for terms that no message can carry.
    init(_ order: SimulatedOrder, number: Int) throws(StateError) {
        self.number = number
        clientId = order.key.clientID
        orderId = order.key.orderID
        permId = order.permID
        binding = order.binding.rawValue
        stage = order.stage.rawValue
        status = order.status.text
        request = try MessageText.write(order.key, order.tradedContract, order.terms)
        total = order.total.description
        filled = order.filled.description
        reserved = order.reserved.description
        limit = order.limit
        averagePrice = order.averagePrice
        lastPrice = order.lastPrice
        commission = CommissionRecord(order.commission)
        isElected = order.isElected
        firstTouch = order.firstTouch?.nanoseconds
        wasMatched = order.wasMatched
        isMadeMarketable = order.isMadeMarketable ? true : nil
        isResting = order.isResting
        parent = order.parent
        holds = order.holds.rawValue
        auctionTime = order.auctionTime?.nanoseconds
        acceptedAt = order.acceptedAt.nanoseconds
        legs = order.legs.map { LegRecord(commission: CommissionRecord($0.commission), averagePrice: $0.averagePrice) }
        slices = order.slices.map { SliceRecord(time: $0.time.nanoseconds, released: $0.released.description) }
        released = order.released?.description
        startTime = order.startTime?.nanoseconds
        expiry = order.expiry?.nanoseconds
        openUntil = order.openUntil.nanoseconds
        isWithdrawn = order.isWithdrawn
        isImmediateRest = order.isImmediateRest
        hasLeftGroup = order.hasLeftGroup
        completedAt = order.completedAt?.nanoseconds
        reason = order.reason
    }

    /// The order again, without its children.
    ///
    /// - Parameter resolve: tells what a contract means.
    /// - Throws: `StateError` for a row that is none.
    func order(_ resolve: (Contract) throws(Rejection) -> Traded) throws(StateError) -> SimulatedOrder {
        let message = try MessageText.readOrder(request, "order \(number)")
        let traded: Traded
        let behaviour: any OrderBehaviour
        do throws(Rejection) {
            traded = try resolve(message.contract)
            behaviour = try OrderTerms.behaviour(message.order)
        } catch {
            throw StateError(.unknownContract, "order \(number): \(error.text)")
        }
        guard let binding = SimulatedOrder.Binding(rawValue: binding),
            let stage = SimulatedOrder.Stage(rawValue: stage), OrderStatus(status).isKnown
        else { throw StateError(.malformed, "order \(number): \(binding), \(stage), \(status)") }
        let key = OrderKey(clientID: clientId, orderID: orderId)
        var order = SimulatedOrder(key, traded, message.order, behaviour, comboLegs: message.contract.comboLegs)
        (order.binding, order.stage, order.status, order.permID) = (binding, stage, OrderStatus(status), permId)
        (order.limit, order.averagePrice, order.lastPrice) = (limit, averagePrice, lastPrice)
        try setSizes(&order)
        setProgress(&order)
        setTimes(&order)
        return order
    }

    private func setSizes(_ order: inout SimulatedOrder) throws(StateError) {
        let name = "order \(number)"
        order.total = try MessageText.size(total, name)
        order.filled = try MessageText.size(filled, name)
        order.reserved = try MessageText.size(reserved, name)
        if let released { order.released = try MessageText.size(released, name) }
        commission.restore(&order.commission)
        guard legs.count == order.legs.count else { throw StateError(.malformed, "\(name): \(legs.count) legs") }
        for (index, leg) in legs.enumerated() {
            leg.commission.restore(&order.legs[index].commission)
            order.legs[index].averagePrice = leg.averagePrice
        }
        for slice in slices {
            let time = ExchangeInstant(nanoseconds: slice.time)
            order.slices.append(AlgorithmSlice(time: time, released: try MessageText.size(slice.released, name)))
        }
    }

    private func setProgress(_ order: inout SimulatedOrder) {
        order.isElected = isElected
        order.wasMatched = wasMatched
        order.isMadeMarketable = isMadeMarketable ?? false
        order.isResting = isResting
        order.parent = parent
        order.holds = Holds(rawValue: holds)
        order.isWithdrawn = isWithdrawn
        order.isImmediateRest = isImmediateRest
        order.hasLeftGroup = hasLeftGroup
        order.reason = reason
    }

    private func setTimes(_ order: inout SimulatedOrder) {
        order.firstTouch = firstTouch.map(ExchangeInstant.init(nanoseconds:))
        order.auctionTime = auctionTime.map(ExchangeInstant.init(nanoseconds:))
        order.acceptedAt = ExchangeInstant(nanoseconds: acceptedAt)
        order.startTime = startTime.map(ExchangeInstant.init(nanoseconds:))
        order.expiry = expiry.map(ExchangeInstant.init(nanoseconds:))
        order.openUntil = ExchangeInstant(nanoseconds: openUntil)
        order.completedAt = completedAt.map(ExchangeInstant.init(nanoseconds:))
    }
}

extension SimulatedOrder {
    /// The contract from which what the order trades can be found again.
    fileprivate var tradedContract: Contract {
        var contract = instrument.contract
        contract.comboLegs = comboLegs
        return contract
    }
}

extension CommissionRecord {
    init(_ commission: OrderCommission) {
        charge = commission.charge
        value = commission.value
        charged = commission.charged
    }

    func restore(_ commission: inout OrderCommission) {
        commission.charge = charge
        commission.value = value
        commission.charged = charged
    }
}
