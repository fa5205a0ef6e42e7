internal import TWSWire

/// The messages that are measured, filled as TWS fills them.
struct SampleMessage {
    /// The official callback's name.
    let name: String
    /// How many bars it has; 1 where it has none.
    let elements: Int
    /// Makes the message.
    let message: () -> ServerMessage

    static var all: [SampleMessage] {
        [
            SampleMessage(name: "tickPrice", elements: 1) { .tickPrice(tickPrice) },
            SampleMessage(name: "tickSize", elements: 1) { .tickSize(tickSize) },
            SampleMessage(name: "tickByTickAllLast", elements: 1) { .tickByTick(tickByTick) },
            SampleMessage(name: "orderStatus", elements: 1) { .orderStatus(orderStatus) },
            SampleMessage(name: "openOrder", elements: 1) { .openOrder(openOrder) },
            SampleMessage(name: "historicalData", elements: 10_000) { .historicalData(historicalData) },
        ]
    }

    private static var tickPrice: ServerMessage.TickPrice {
        var message = ServerMessage.TickPrice()
        message.reqId = 9001
        message.tickType = 4
        message.price = 190.37
        message.size = 300
        return message
    }

    private static var tickSize: ServerMessage.TickSize {
        var message = ServerMessage.TickSize()
        message.reqId = 9001
        message.tickType = 8
        message.size = 48_213_907
        return message
    }

    private static var tickByTick: ServerMessage.TickByTick {
        var message = ServerMessage.TickByTick()
        message.reqId = 9002
        message.tickType = 2
        message.time = 1_700_000_123
        message.price = 190.365
        message.size = 120
        message.exchange = "NASDAQ"
        message.specialConditions = " T I"
        return message
    }

    private static var orderStatus: ServerMessage.OrderStatus {
        var message = ServerMessage.OrderStatus()
        message.orderId = 17
        message.status = .submitted
        message.filled = 60
        message.remaining = 40
        message.avgFillPrice = 190.365
        message.permId = 1_834_729_113
        message.lastFillPrice = 190.37
        message.clientId = 7
        return message
    }

    private static var openOrder: ServerMessage.OpenOrder {
        var message = ServerMessage.OpenOrder()
        message.orderId = 17
        message.contract.conId = 265_598
        message.contract.symbol = "AAPL"
        message.contract.secType = .stock
        message.contract.exchange = "SMART"
        message.contract.currency = "USD"
        message.contract.localSymbol = "AAPL"
        message.contract.tradingClass = "NMS"
        message.order.action = .buy
        message.order.totalQuantity = 100
        message.order.orderType = .limit
        message.order.lmtPrice = 190.37
        message.order.tif = .goodTillCancelled
        message.order.account = "DU1234567"
        message.order.clientId = 7
        message.order.permId = 1_834_729_113
        message.orderState.status = .preSubmitted
        return message
    }

    private static var historicalData: ServerMessage.HistoricalData {
        var message = ServerMessage.HistoricalData()
        message.reqId = 9003
        for index in 0..<10_000 {
            var bar = Bar()
            bar.date = "\(1_700_000_000 + 60 * index)"
            let cents = 19_000 + index % 97
            bar.open = Double(cents) / 100
            bar.high = Double(cents + 42) / 100
            bar.low = Double(cents - 35) / 100
            bar.close = Double(cents + 11) / 100
            bar.volume = ExactDecimal(12_000 + index)
            bar.wap = ExactDecimal(coefficient: Int64(cents) * 10 + 7, scale: 3)
            bar.barCount = 400 + index % 50
            message.bars.append(bar)
        }
        return message
    }
}
