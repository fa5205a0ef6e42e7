import SimExchange
import TWSWire

/// Makes orders of every type, time in force and attribute that the exchange knows, at random.
struct RandomOrders {
    private static let apple = 265_598
    private static let microsoft = 272_093

    /// An instrument to trade: its contract, conId and usual lot.
    private struct Choice {
        let contract: Contract
        let conID: Int
        let lot: Int
        let most: Int
    }

    private static let choices = [
        Choice(contract: .aapl, conID: apple, lot: 1, most: 30),
        Choice(contract: .stock("MSFT"), conID: microsoft, lot: 1, most: 30),
        Choice(contract: .stock("177", exchange: "SEHK", currency: "HKD"), conID: 900_000_100, lot: 2000, most: 10),
        Choice(contract: .mes, conID: 900_020_000, lot: 1, most: 3),
        Choice(contract: .euro, conID: 12_087_792, lot: 1000, most: 30),
    ]

    /// The types that need no auction to fill.
    static let continuousTypes: Set<OrderType> = [
        .market, .limit, .stop, .stopLimit, .trail, .trailLimit, .marketIfTouched, .limitIfTouched, .marketToLimit,
        .midPrice, .pegMid, .relative,
    ]

    private static let types = continuousTypes.sorted { $0.text < $1.text } + [.limit, .marketOnClose, .limitOnClose]

    private var random: SeededGenerator

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed).derived("orders")
    }

    /// An integer of a range.
    mutating func number(in range: ClosedRange<Int>) -> Int { random.nextInteger(in: range) }

    /// True once in `count` times.
    mutating func once(in count: Int) -> Bool { random.nextInteger(in: 1...count) == 1 }

    /// The next order.
    mutating func next(_ id: Int, _ bench: Bench) -> ClientMessage.PlaceOrder {
        if once(in: 8) { return combination(id) }
        let choice = Self.choices[number(in: 0...Self.choices.count - 1)]
        let type = Self.types[number(in: 0...Self.types.count - 1)]
        let action: OrderAction = once(in: 2) ? .buy : .sell
        var request = ClientMessage.PlaceOrder.order(id, action, type, of: choice.contract)
        request.order.totalQuantity = ExactDecimal(choice.lot * number(in: 1...choice.most))
        price(&request.order, choice, bench)
        decorate(&request.order, bench)
        return request
    }

    private mutating func combination(_ id: Int) -> ClientMessage.PlaceOrder {
        var contract = Contract()
        (contract.symbol, contract.secType, contract.exchange, contract.currency) = (
            "AAPL,MSFT", .combination, "SMART", "USD"
        )
        contract.comboLegs = [(Self.apple, 2, OrderAction.buy), (Self.microsoft, 1, .sell)].map {
            conID,
            ratio,
            action in
            var leg = ComboLeg()
            (leg.conId, leg.ratio, leg.action, leg.exchange) = (conID, ratio, action, "SMART")
            return leg
        }
        let size = ExactDecimal(number(in: 1...9))
        return .order(id, once(in: 2) ? .buy : .sell, of: contract) { $0.totalQuantity = size }
    }

    private mutating func price(_ order: inout Order, _ choice: Choice, _ bench: Bench) {
        guard let book = bench.exchange.market.source.book(choice.conID, at: bench.exchange.now),
            let rule = bench.exchange.market.source.catalogue.instrument(conId: choice.conID)?.marketRule
        else { return }
        let step = rule.increment(at: book.bid)
        func near() -> Double { rule.roundedDown(book.bid + Double(random.nextInteger(in: -6...6)) * step) }
        order.lmtPrice = near()
        order.auxPrice = near()
        switch order.orderType {
        case .trail, .trailLimit:
            order.auxPrice = Double(number(in: 1...5)) * step
            if order.orderType == .trailLimit { (order.lmtPrice, order.lmtPriceOffset) = (nil, step) }
        case .relative, .pegMid: (order.auxPrice, order.lmtPrice) = (step, nil)
        case .midPrice: order.lmtPrice = nil
        default: break
        }
    }

    /// Times in force, attributes, groups, conditions and algorithms.
    private mutating func decorate(_ order: inout Order, _ bench: Bench) {
        let isPlain = [.market, .limit].contains(order.orderType)
        switch number(in: 0...14) {
        case 0 where isPlain: order.tif = once(in: 2) ? .immediateOrCancel : .fillOrKill
        case 1 where isPlain: order.tif = .opening
        case 2: order.allOrNone = true
        case 3: order.minQty = 5
        case 4: order.displaySize = 1
        case 5: (order.ocaGroup, order.ocaType) = ("group \(number(in: 1...3))", number(in: 1...3))
        case 6 where ![.marketOnClose, .limitOnClose].contains(order.orderType):
            order.tif = .goodTillDate
            order.goodTillDate = ExchangeTime.utcText(bench.exchange.now.adding(seconds: Int64(number(in: 1...60))))
        case 7: order.goodAfterTime = ExchangeTime.utcText(bench.exchange.now.adding(seconds: 5))
        case 8:
            var condition = OrderCondition()
            (condition.type, condition.isConjunctionConnection, condition.isMore) = (1, true, once(in: 2))
            (condition.conId, condition.price) = (Self.microsoft, bench.book(Self.microsoft).bid)
            (order.conditions, order.conditionsCancelOrder) = ([condition], once(in: 3))
        case 9 where isPlain: algorithm(&order, bench)
        case 10: order.transmit = false
        default: break
        }
    }

    private mutating func algorithm(_ order: inout Order, _ bench: Bench) {
        var parameter = TagValue()
        if once(in: 2) {
            order.algoStrategy = "Adaptive"
            (parameter.tag, parameter.value) = ("adaptivePriority", "Urgent")
        } else {
            order.algoStrategy = once(in: 2) ? "Twap" : "Vwap"
            let end = bench.exchange.now.adding(seconds: 120)
            (parameter.tag, parameter.value) = ("endTime", ExchangeTime.utcText(end))
        }
        order.algoParams = [parameter]
    }
}
