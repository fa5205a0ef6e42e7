@testable internal import TWSWire

extension AnyMessage {
    /// The message with parts that contradict each other mended, which no sender writes and no form keeps.
    ///
    /// A leg's price stands in the order, one for each leg; a bond has a maturity and no last trading day; a tick has
    /// the fields of its type.
    var consistent: AnyMessage {
        switch self {
        case .client(.placeOrder(var message)):
            Self.mendLegs(&message)
            return .client(.placeOrder(message))
        case .server(.openOrder(var message)):
            Self.mendLegs(&message)
            return .server(.openOrder(message))
        case .server(.completedOrder(var message)):
            Self.mendLegs(&message)
            return .server(.completedOrder(message))
        case .server(.bondContractDetails(var message)):
            message.contractDetails.contract.lastTradeDateOrContractMonth = ""
            return .server(.bondContractDetails(message))
        case .server(.tickByTick(let message)):
            return .server(.tickByTick(Self.mended(message)))
        default: return self
        }
    }

    private static func mendLegs(_ message: inout some LegPriced) {
        message.order.orderComboLegs = message.contract.comboLegs.indices.map { index in
            var price = OrderComboLeg()
            price.price = Double(index) + 0.25
            return price
        }
        for index in message.contract.comboLegs.indices { message.contract.comboLegs[index].perLegPrice = nil }
    }

    private static func mended(_ message: ServerMessage.TickByTick) -> ServerMessage.TickByTick {
        var result = ServerMessage.TickByTick()
        result.reqId = message.reqId
        result.tickType = [1, 2, 3, 4].contains(message.tickType) ? message.tickType : 1
        result.time = message.time
        switch result.tickType {
        case 3:
            result.bidPrice = message.bidPrice
            result.askPrice = message.askPrice
            result.bidSize = message.bidSize
            result.askSize = message.askSize
            result.tickAttribBidAsk = message.tickAttribBidAsk
        case 4: result.midPoint = message.midPoint
        default:
            result.price = message.price
            result.size = message.size
            result.tickAttribLast = message.tickAttribLast
            result.exchange = message.exchange
            result.specialConditions = message.specialConditions
        }
        return result
    }
}
