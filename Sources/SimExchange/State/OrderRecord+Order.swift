internal import TWSWire

extension OrderRecord {
    /// - Throws: `StateError` for terms that no message can carry.
    init(_ order: SimulatedOrder, number: Int) throws(StateError) {
        self.number = number
        clientId = order.key.clientID
        orderId = order.key.orderID
        request = try MessageText.write(order.key, order.tradedContract, order.terms)
        progress = order.progress
        legs = order.legs.map(\.progress)
    }

    /// Returns the restored order, without its children.
    ///
    /// - Parameter resolve: Resolves a contract.
    /// - Throws: `StateError` for a malformed row.
    func order(_ resolve: (Contract) throws(Rejection) -> Traded) throws(StateError) -> SimulatedOrder {
        let name = "order \(number)"
        let message = try MessageText.readOrder(request, name)
        let traded: Traded
        let behaviour: any OrderBehaviour
        do throws(Rejection) {
            traded = try resolve(message.contract)
            behaviour = try OrderTerms.behaviour(message.order)
        } catch {
            throw StateError(.unknownContract, "\(name): \(error.text)")
        }
        let key = OrderKey(clientID: clientId, orderID: orderId)
        var order = SimulatedOrder(key, traded, message.order, behaviour, comboLegs: message.contract.comboLegs)
        order.progress = progress
        guard legs.count == order.legs.count else { throw StateError(.malformed, "\(name): \(legs.count) legs") }
        for (index, leg) in legs.enumerated() { order.legs[index].progress = leg }
        return order
    }
}

extension SimulatedOrder {
    /// The contract from which what the order trades can be resolved again.
    fileprivate var tradedContract: Contract {
        var contract = instrument.contract
        contract.comboLegs = comboLegs
        return contract
    }
}
