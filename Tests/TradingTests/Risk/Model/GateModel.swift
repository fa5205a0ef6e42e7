import TWSWire

@testable import Trading

/// What the rules of reliability 3.2 say of an order, worked out from the whole history at every order.
struct GateModel {
    /// An order as the model has it; all numbers are plain doubles.
    struct Item {
        var id: Int
        var conId: Int
        var buys: Bool
        var quantity: Double
        var filled = 0.0
        var limit: Double?
        var isOpen = true

        var left: Double { isOpen ? quantity - filled : 0 }
    }

    /// One message with an order that left.
    struct Departure {
        var time: Double
        var item: Item
        var isNew: Bool
        var added: Double
    }

    let limits: RiskLimits
    var items: [Item] = []
    var departures: [Departure] = []
    var refusals: [Double] = []
    var prices: [Int: Double] = [:]
    var isHalted = false

    static func multiplier(_ conId: Int) -> Double { GateBench.instruments[conId - 1].multiplier }

    func position(_ conId: Int) -> Double {
        items.filter { $0.conId == conId }.reduce(0) { $0 + ($1.buys ? $1.filled : -$1.filled) }
    }

    func price(_ item: Item) -> Double { max(item.limit ?? 0, prices[item.conId] ?? 0) }

    func value(_ item: Item) -> Double { (item.quantity - item.filled) * price(item) * Self.multiplier(item.conId) }

    // MARK: One function for each control: whether the order breaks it

    func breaksQuantity(_ new: Item) -> Bool {
        new.quantity * Self.multiplier(new.conId) > limits.maxOrderQuantity.double
    }

    func breaksValue(_ new: Item) -> Bool { value(new) > limits.maxOrderNotional }

    func added(_ new: Item, _ old: Item?) -> Double { max(0, value(new) - (old.map(value) ?? 0)) }

    func breaksRun(_ new: Item, _ old: Item?) -> Bool {
        departures.reduce(added(new, old)) { $0 + $1.added } > limits.maxNotional
    }

    func breaksGross(_ new: Item, _ old: Item?) -> Bool {
        departures.reduce(added(new, old)) { $0 + $1.added } > limits.maxGrossPerDay
    }

    func breaksOpen(_ old: Item?) -> Bool { old == nil && items.count { $0.isOpen } >= limits.maxOpenOrders }

    func breaksSide(_ new: Item, _ old: Item?) -> Bool {
        old == nil
            && items.count { $0.isOpen && $0.conId == new.conId && $0.buys == new.buys } >= limits.maxOpenOrdersPerSide
    }

    /// Tokens that are left, reckoned from the first message on.
    func breaksSecond(_ now: Double) -> Bool {
        guard limits.rates.perSecond.isFinite else { return false }
        var tokens = limits.rates.burst
        var last = departures.first?.time ?? now
        for departure in departures {
            tokens = min(limits.rates.burst, tokens + (departure.time - last) * limits.rates.perSecond) - 1
            last = departure.time
        }
        return min(limits.rates.burst, tokens + (now - last) * limits.rates.perSecond) < 1 - 1e-6
    }

    func breaksMinute(_ now: Double) -> Bool {
        departures.count { $0.time > now - 60 } + 1 > limits.rates.perMinute
    }

    func breaksDay() -> Bool { departures.count + 1 > limits.rates.perDay }

    func breaksPosition(_ new: Item, _ old: Item?) -> Bool {
        let working = items.filter { $0.conId == new.conId && $0.buys == new.buys && $0.id != old?.id }
        let reach = working.reduce(new.quantity - new.filled) { $0 + $1.left }
        let held = new.buys ? position(new.conId) + reach : reach - position(new.conId)
        return held > 0 && held * price(new) * Self.multiplier(new.conId) > limits.maxPosition
    }

    func breaksShort(_ new: Item, _ old: Item?) -> Bool {
        guard !limits.short, !new.buys else { return false }
        let working = items.filter { $0.conId == new.conId && !$0.buys && $0.id != old?.id }
        return position(new.conId) - working.reduce(new.quantity - new.filled) { $0 + $1.left } < 0
    }

    func breaksCollar(_ new: Item) -> Bool {
        guard limits.collar.limit > 0, let limit = new.limit, let market = prices[new.conId] else { return false }
        return abs(limit - market) > limits.collar.limit * market + 1e-9
    }

    func breaksSelfMatch(_ new: Item) -> Bool {
        guard let reach = new.limit ?? prices[new.conId] else { return false }
        return items.contains { other in
            guard other.isOpen, other.conId == new.conId, other.buys != new.buys, let limit = other.limit else {
                return false
            }
            return new.buys ? limit <= reach : limit >= reach
        }
    }

    func breaksLikeness(_ new: Item, _ old: Item?, _ now: Double) -> Bool {
        guard old == nil, limits.repeatPause > 0 else { return false }
        return departures.contains { past in
            past.isNew && past.item.conId == new.conId && past.item.buys == new.buys
                && past.item.quantity == new.quantity && past.item.limit == new.limit
                && now - past.time < limits.repeatPause
        }
    }

    func breaksRepeats(_ new: Item, _ old: Item?, _ now: Double) -> Bool {
        old == nil
            && departures.count { $0.isNew && $0.item.conId == new.conId && $0.time > now - 60 } >= limits.maxRepeats
    }

    /// Codes of all controls that an order breaks.
    func broken(_ new: Item, instead old: Item?, at now: Double) -> Set<String> {
        if isHalted { return ["DENIED_HALTED"] }
        let all: [(String, Bool)] = [
            ("DENIED_MAX_ORDER_QTY", breaksQuantity(new)), ("DENIED_MAX_ORDER_NOTIONAL", breaksValue(new)),
            ("DENIED_MAX_NOTIONAL", breaksRun(new, old)), ("DENIED_MAX_GROSS_PER_DAY", breaksGross(new, old)),
            ("DENIED_MAX_OPEN_ORDERS", breaksOpen(old)), ("DENIED_MAX_OPEN_ORDERS_PER_SIDE", breaksSide(new, old)),
            ("DENIED_MAX_ORDERS_PER_SECOND", breaksSecond(now)), ("DENIED_MAX_ORDERS_PER_MINUTE", breaksMinute(now)),
            ("DENIED_MAX_ORDERS_PER_DAY", breaksDay()), ("DENIED_MAX_POSITION", breaksPosition(new, old)),
            ("DENIED_SHORT", breaksShort(new, old)), ("DENIED_PRICE_COLLAR", breaksCollar(new)),
            ("DENIED_SELF_MATCH", breaksSelfMatch(new)), ("DENIED_REPEAT", breaksLikeness(new, old, now)),
            ("DENIED_MAX_REPEATS", breaksRepeats(new, old, now)),
        ]
        return Set(all.filter(\.1).map(\.0))
    }

    // MARK: What happens

    mutating func leave(_ new: Item, instead old: Item?, at now: Double) {
        departures.append(Departure(time: now, item: new, isNew: old == nil, added: added(new, old)))
        if let place = items.firstIndex(where: { $0.id == new.id }) { items[place] = new } else { items.append(new) }
    }

    mutating func refuse(_ code: String, at now: Double) {
        refusals.append(now)
        if ["DENIED_MAX_GROSS_PER_DAY", "DENIED_MAX_REPEATS"].contains(code) { isHalted = true }
        if refusals.count(where: { $0 > now - 60 }) >= limits.maxRefusalsPerMinute { isHalted = true }
    }
}
