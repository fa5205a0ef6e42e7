/// Protobuf and text differ about combo prices: protobuf keeps a leg's price in the leg, the text form in the order.
extension Contract {
    /// Returns the contract with the order's leg prices in its legs.
    func withLegPrices(of order: Order) -> Contract {
        guard !order.orderComboLegs.isEmpty else { return self }
        var copy = self
        for index in copy.comboLegs.indices where index < order.orderComboLegs.count {
            copy.comboLegs[index].perLegPrice = order.orderComboLegs[index].price
        }
        return copy
    }

    /// Moves the prices of the legs to the order.
    mutating func moveLegPrices(to order: inout Order) {
        guard comboLegs.contains(where: { $0.perLegPrice != nil }) else { return }
        order.orderComboLegs = comboLegs.map { leg in
            var price = OrderComboLeg()
            price.price = leg.perLegPrice
            return price
        }
        for index in comboLegs.indices { comboLegs[index].perLegPrice = nil }
    }
}

/// A message whose contract and order share the leg prices.
protocol LegPriced: ProtobufStructure {
    var contract: Contract { get set }
    var order: Order { get set }
}

extension ClientMessage.PlaceOrder: LegPriced {}
extension ServerMessage.OpenOrder: LegPriced {}
extension ServerMessage.CompletedOrder: LegPriced {}

extension ProtobufStructure {
    /// Decodes a whole message.
    static func decoded(from reader: inout ProtobufReader) throws(WireError) -> Self {
        var message = Self()
        try message.merge(from: &reader)
        return message
    }
}

extension LegPriced {
    /// Decodes a whole message, with the leg prices where the text form has them.
    static func decoded(from reader: inout ProtobufReader) throws(WireError) -> Self {
        var message = Self()
        // A message without an order has none of its flags either.
        message.order.clearFlags()
        try message.merge(from: &reader)
        // Without legs, neither is touched: the heap storage stays unshared.
        guard !message.contract.comboLegs.isEmpty else { return message }
        var order = message.order
        message.contract.moveLegPrices(to: &order)
        message.order = order
        return message
    }
}
