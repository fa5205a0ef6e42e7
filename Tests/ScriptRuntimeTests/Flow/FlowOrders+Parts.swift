import TWSWire
import Trading

@testable import SimExchange

extension FlowOrders {
    /// An entry, a profit target and a stop.
    mutating func bracket(at now: ExchangeInstant) -> [Intent.NewOrder] {
        let choice = choices[number(in: 0...1)]
        guard let middle = near(choice.instrument, now, within: 2) else { return [single(at: now)] }
        let rule = choice.instrument.marketRule
        let quantity = choice.lot * number(in: 1...choice.most)
        func part(_ action: OrderAction, _ type: OrderType, _ price: Double) -> Intent.NewOrder {
            var order = Order()
            (order.action, order.orderType, order.totalQuantity) = (action, type, quantity)
            let price = rule.roundedDown(price)
            if type == .limit { order.lmtPrice = price } else { order.auxPrice = price }
            return new(choice.instrument.contract, order)
        }
        let away = 0.02 * Double(number(in: 1...20))
        let isLong = once(in: 2)
        let (entry, exit): (OrderAction, OrderAction) = isLong ? (.buy, .sell) : (.sell, .buy)
        let direction = isLong ? 1.0 : -1.0
        return [
            part(entry, .limit, middle + direction * 0.05), part(exit, .limit, middle + direction * away),
            part(exit, .stop, middle - direction * away),
        ]
    }

    /// Two shares against one.
    mutating func pair() -> Intent.NewOrder {
        var order = Order()
        (order.action, order.orderType) = (once(in: 2) ? .buy : .sell, .market)
        order.totalQuantity = ExactDecimal(number(in: 1...200))
        let legs = [(choices[0].instrument, 2, OrderAction.buy), (choices[1].instrument, 1, .sell)]
        return new(combination("AAPL,MSFT", legs), order)
    }

    /// A credit spread of two calls: the net price is negative when it is bought.
    mutating func spread(at now: ExchangeInstant) -> Intent.NewOrder {
        var order = Order()
        (order.action, order.orderType) = (once(in: 2) ? .buy : .sell, .limit)
        order.totalQuantity = ExactDecimal(number(in: 1...10))
        let books = legs.compactMap { market.book($0.conId, at: now) }
        let net = books.count == 2 ? books[1].ask - books[0].bid : -1
        let step = Double(number(in: -4...8)) * 0.05
        let price = order.action == .buy ? net + step : net - step
        order.lmtPrice = ((price * 20).rounded() / 20)
        return new(combination("AAPL", [(legs[0], 1, .sell), (legs[1], 1, .buy)]), order)
    }

    private func combination(_ symbol: String, _ legs: [(Instrument, Int, OrderAction)]) -> Contract {
        var contract = Contract()
        (contract.symbol, contract.secType) = (symbol, .combination)
        (contract.exchange, contract.currency) = ("SMART", "USD")
        contract.comboLegs = legs.map { instrument, ratio, action in
            var leg = ComboLeg()
            (leg.conId, leg.ratio, leg.action, leg.exchange) = (instrument.conId, ratio, action, "SMART")
            return leg
        }
        return contract
    }

    /// An amount of money instead of a quantity, at the market or at a limit.
    mutating func byCash(at now: ExchangeInstant) -> Intent.NewOrder {
        let instrument = choices[once(in: 3) ? 3 : 0].instrument
        var order = Order()
        (order.action, order.orderType) = (once(in: 2) ? .buy : .sell, .market)
        order.cashQty = Double(number(in: 1...4000)) * 10
        if once(in: 2) { (order.orderType, order.lmtPrice) = (.limit, near(instrument, now, within: 3)) }
        return new(instrument.contract, order)
    }

    /// Asks for the quotes by which the gate judges an amount of money.
    var quoteRequests: [ClientMessage] {
        [choices[0], choices[3]].map { choice in
            var request = ClientMessage.ReqMktData()
            request.contract = choice.instrument.contract
            return request.clientMessage
        }
    }
}
