import TWSWire
import Trading

@testable import SimExchange

/// Makes orders of every type, time in force and attribute that a script may use, near the market, at random.
struct FlowOrders {
    /// An instrument to trade, its usual lot and the most lots of an order.
    struct Choice {
        let instrument: Instrument
        let lot: ExactDecimal
        let most: Int
    }

    /// The types that the simulator knows, the common ones more often.
    private static let types: [OrderType] = [
        .market, .market, .market, .limit, .limit, .limit, .limit, .stop, .stopLimit, .trail, .trailLimit,
        .marketIfTouched, .limitIfTouched, .marketToLimit, .midPrice, .pegMid,
        .relative, .marketOnClose, .marketOnClose, .limitOnClose, .limitOnClose, .limitOnClose,
    ]

    /// What the orders need of a header's `[trade]`.
    static let permissions: TradePermissions = {
        var permissions = TradePermissions()
        permissions.orderTypes = types
        permissions.maxOrderQuantity = 100_000
        (permissions.short, permissions.fractional, permissions.negativePrices) = (true, true, true)
        (permissions.algos, permissions.conditions) = (["Adaptive"], true)
        (permissions.combos, permissions.outsideRth) = (true, true)
        permissions.orderFields = [
            "allOrNone", "minQty", "displaySize", "goodAfterTime", "cashQty", "lmtPriceOffset", "hidden", "blockOrder",
        ]
        return permissions
    }()

    let market: any MarketSource
    let choices: [Choice]
    let legs: [Instrument]
    private var random: SeededGenerator

    init(_ exchange: SimExchange, seed: UInt64) throws {
        market = exchange.market.source
        random = SeededGenerator(seed: seed).derived("flow")
        let catalogue = exchange.market.catalogue
        choices = try [
            (ContractQuery(symbol: "AAPL", secType: "STK"), "1", 300),
            (ContractQuery(symbol: "MSFT", secType: "STK"), "1", 300),
            (ContractQuery(symbol: "AAPL", secType: "STK"), "0.1", 30),
            (ContractQuery(symbol: "EUR", secType: "CASH", currency: "USD"), "1000", 100),
            (ContractQuery(symbol: "MES", secType: "FUT"), "1", 5),
        ].map { query, lot, most in
            guard let instrument = catalogue.find(query).first, let lot = ExactDecimal(lot) else {
                throw Missing(query: query)
            }
            return Choice(instrument: instrument, lot: lot, most: most)
        }
        legs = try [190.0, 195].map { strike in
            let query = ContractQuery(symbol: "AAPL", secType: "OPT", strike: strike, right: "C")
            guard let call = catalogue.find(query).first else { throw Missing(query: query) }
            return call
        }
    }

    /// A contract that the catalogue lacks.
    private struct Missing: Error {
        let query: ContractQuery
    }

    /// An integer of a range.
    mutating func number(in range: ClosedRange<Int>) -> Int { random.nextInteger(in: range) }

    /// True once in `count` times.
    mutating func once(in count: Int) -> Bool { random.nextInteger(in: 1...count) == 1 }

    /// The next order: a parent and its children one time in eight, else a single one.
    mutating func next(at now: ExchangeInstant) -> [Intent.NewOrder] {
        switch number(in: 0...15) {
        case 0, 1: bracket(at: now)
        case 2: [pair()]
        case 3: [spread(at: now)]
        case 4: [byCash(at: now)]
        default: [single(at: now)]
        }
    }

    /// An order of one instrument.
    mutating func single(at now: ExchangeInstant) -> Intent.NewOrder {
        let choice = choices[number(in: 0...choices.count - 1)]
        var order = Order()
        order.action = once(in: 2) ? .buy : .sell
        order.orderType = Self.types[number(in: 0...Self.types.count - 1)]
        order.totalQuantity = choice.lot * number(in: 1...choice.most)
        // One that the gate must refuse.
        if once(in: 60) { order.totalQuantity = 1_000_000 }
        price(&order, choice.instrument, now)
        decorate(&order, now)
        return new(choice.instrument.contract, order)
    }

    /// A price at most 6 steps away from the market.
    mutating func near(_ instrument: Instrument, _ now: ExchangeInstant, within steps: Int = 6) -> Double? {
        guard let book = market.book(instrument.conId, at: now) else { return nil }
        let rule = instrument.marketRule
        let step = rule.increment(at: book.bid)
        return rule.roundedDown(book.bid + Double(random.nextInteger(in: -steps...steps)) * step)
    }

    /// A price for another version of an order; `nil` for what has no limit or stop of its own.
    mutating func otherPrice(_ entry: LedgerEntry, at now: ExchangeInstant) -> Double? {
        guard let choice = choices.first(where: { $0.instrument.conId == entry.contract.conId }) else { return nil }
        return near(choice.instrument, now)
    }

    func new(_ contract: Contract, _ order: Order) -> Intent.NewOrder {
        Intent.NewOrder(contract: contract, order: order, named: [])
    }

    private mutating func price(_ order: inout Order, _ instrument: Instrument, _ now: ExchangeInstant) {
        let step = instrument.marketRule.increment(at: market.book(instrument.conId, at: now)?.bid ?? 1)
        let (limit, trigger) = (near(instrument, now), near(instrument, now))
        switch order.orderType {
        case .limit, .limitOnClose: order.lmtPrice = limit
        case .stop, .marketIfTouched: order.auxPrice = trigger
        case .stopLimit, .limitIfTouched: (order.lmtPrice, order.auxPrice) = (limit, trigger)
        case .trail: order.auxPrice = Double(number(in: 1...5)) * step
        case .trailLimit: (order.auxPrice, order.lmtPriceOffset) = (Double(number(in: 1...5)) * step, step)
        case .relative, .pegMid: order.auxPrice = step
        default: break
        }
    }

    /// Times in force and attributes.
    private mutating func decorate(_ order: inout Order, _ now: ExchangeInstant) {
        guard ![.marketOnClose, .limitOnClose].contains(order.orderType) else { return }
        let isPlain = [.market, .limit].contains(order.orderType)
        switch number(in: 0...13) {
        case 0 where isPlain: order.tif = .immediateOrCancel
        case 1 where isPlain: order.tif = .fillOrKill
        case 2: order.allOrNone = true
        case 3: order.minQty = 5
        case 4: order.displaySize = 1
        case 5, 6:
            order.tif = .goodTillDate
            order.goodTillDate = ExchangeTime.utcText(now.adding(seconds: Int64(number(in: 1...20))))
        case 7: order.goodAfterTime = ExchangeTime.utcText(now.adding(seconds: 5))
        case 8: condition(&order, now)
        case 9 where isPlain:
            var priority = TagValue()
            (priority.tag, priority.value) = ("adaptivePriority", "Urgent")
            (order.algoStrategy, order.algoParams) = ("Adaptive", [priority])
        case 10: order.tif = .goodTillCancelled
        default: break
        }
    }

    private mutating func condition(_ order: inout Order, _ now: ExchangeInstant) {
        let other = choices[1].instrument
        var condition = OrderCondition()
        (condition.type, condition.isConjunctionConnection, condition.isMore) = (1, true, once(in: 2))
        (condition.conId, condition.exchange) = (other.conId, "SMART")
        condition.price = near(other, now) ?? 0
        order.conditions = [condition]
    }
}
