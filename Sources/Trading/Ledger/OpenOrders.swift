internal import TWSWire

/// The working orders in each instrument, updated with every change of an order, so that judging an order takes the
/// same time with ten working orders as with ten thousand.
///
/// The legs of a combination count in their own instruments. Of orders of which only one can fill (the exits of a
/// bracket, a one-cancels-all group), the largest counts, and the exits of an entry count only as far as it has filled.
struct OpenOrders: Sendable {
    /// What one order may still do.
    struct Part: Sendable {
        var isOpen = false
        var owner = 0
        var slot = 0
        var buys = false
        /// The quantity that may still fill.
        var quantity: ExactDecimal = .zero
        /// The amount of an order by cash.
        var cash = 0.0
        /// The price of a limit order.
        var limit: Double?
        /// The group in which only one order can fill; `nil` for a standalone order.
        var group: Group.Name?
        /// The instruments of a combination.
        var legs: [Leg] = []

        func isSame(_ other: Part) -> Bool {
            isOpen == other.isOpen && limit == other.limit && cash == other.cash && quantity == other.quantity
        }
    }

    /// One instrument of a combination.
    struct Leg: Sendable, Hashable {
        var slot: Int
        /// Whether an order that buys the combination buys this instrument.
        var buys: Bool
        var ratio: Int
    }

    /// What links an order to others.
    final class Bonds: Sendable {
        let group: Group.Name?
        let legs: [Leg]

        init(group: Group.Name?, legs: [Leg]) { (self.group, self.legs) = (group, legs) }
    }

    /// Orders of which only one can fill.
    struct Group: Sendable {
        enum Name: Hashable, Sendable {
            /// The exits of an entry.
            case parent(Int)
            /// A one-cancels-all group on one side.
            case named(String, buys: Bool)
        }

        var buys: Bool
        var quantities: [Int: ExactDecimal] = [:]
        /// What the entry has filled and what it may fill in total; `nil` for a group without an entry.
        var entry: (filled: ExactDecimal, full: ExactDecimal)?

        var most: ExactDecimal {
            let largest = quantities.values.max() ?? .zero
            guard let entry else { return largest }
            return max(.zero, largest - entry.full) + min(largest, entry.filled)
        }
    }

    /// The working orders in one instrument.
    struct Slot: Sendable {
        var (buying, selling) = (ExactDecimal.zero, ExactDecimal.zero)
        var (buyingCash, sellingCash) = (0.0, 0.0)
        var (buys, sells) = (0, 0)
        var groups: [Group.Name: Group] = [:]
        var (bids, offers) = (BestPrice(isHighest: true), BestPrice(isHighest: false))

        mutating func add(_ quantity: ExactDecimal, buys: Bool) {
            if buys { buying = buying + quantity } else { selling = selling + quantity }
        }
    }

    private(set) var slots: [Slot] = []
    /// The number of working orders.
    private(set) var count = 0
    private var counts: [Int] = []
    private var keys: [InstrumentKey: Int] = [:]
    private var ids: [Int: Int] = [:]
    /// For each slot, the slot that it stands for after two turned out to be one instrument.
    private var aliases: [Int] = []
    /// The contract of the last lookup: orders in one contract tend to follow one another.
    private var latest: (contract: Contract, slot: Int)?

    /// The number of a script's working orders.
    func count(of owner: Int) -> Int { counts.indices.contains(owner) ? counts[owner] : 0 }

    /// The best working limit price on one side of an instrument.
    mutating func best(_ slot: Int, buys: Bool) -> Double? {
        buys ? slots[slot].bids.price(besides: nil) : slots[slot].offers.price(besides: nil)
    }

    // MARK: Instruments

    /// Returns the slot of an instrument, adding one if there is none.
    mutating func slot(of contract: Contract) -> Int {
        if let latest, latest.contract == contract { return canonical(latest.slot) }
        let slot = found(contract)
        latest = (contract, slot)
        return slot
    }

    private mutating func found(_ contract: Contract) -> Int {
        if contract.conId != 0, let slot = ids[contract.conId] { return canonical(slot) }
        let key = InstrumentKey(contract)
        if let slot = keys[key] {
            if contract.conId != 0 { ids[contract.conId] = slot }
            return canonical(slot)
        }
        let slot = add()
        keys[key] = slot
        if contract.conId != 0 { ids[contract.conId] = slot }
        return slot
    }

    /// Returns the slot of a leg of which only the id is known.
    mutating func slot(ofLeg conId: Int) -> Int {
        if let slot = ids[conId] { return canonical(slot) }
        let slot = add()
        ids[conId] = slot
        return slot
    }

    /// The slot that an order's slot now stands for.
    func canonical(_ slot: Int) -> Int { aliases[slot] }

    /// Merges the slots of a contract as written and as TWS resolved it.
    mutating func learn(_ written: Contract, is resolved: Contract) {
        defer { latest = nil }
        let slot = slot(of: resolved)
        merge(self.slot(of: resolved.conId == 0 ? resolved : Self.idOnly(resolved)), into: slot)
        guard written.secType != .combination else { return }
        merge(self.slot(of: written), into: slot)
        let key = InstrumentKey(resolved)
        if let other = keys[key] { merge(canonical(other), into: slot) } else { keys[key] = slot }
        keys[InstrumentKey(written)] = slot
    }

    private static func idOnly(_ contract: Contract) -> Contract {
        var only = Contract()
        only.conId = contract.conId
        return only
    }

    private mutating func add() -> Int {
        slots.append(Slot())
        aliases.append(slots.count - 1)
        return slots.count - 1
    }

    private mutating func merge(_ other: Int, into slot: Int) {
        guard other != slot else { return }
        let moved = slots[other]
        for place in aliases.indices where aliases[place] == other { aliases[place] = slot }
        slots[slot].add(moved.buying, buys: true)
        slots[slot].add(moved.selling, buys: false)
        slots[slot].buyingCash += moved.buyingCash
        slots[slot].sellingCash += moved.sellingCash
        (slots[slot].buys, slots[slot].sells) = (slots[slot].buys + moved.buys, slots[slot].sells + moved.sells)
        slots[slot].groups.merge(moved.groups) { first, _ in first }
        slots[slot].bids.merge(moved.bids)
        slots[slot].offers.merge(moved.offers)
        slots[other] = Slot()
    }

    // MARK: Orders

    /// Adds an order that is working or about to; `id` is its number.
    mutating func add(_ part: Part, id: Int) { change(part, id: id, sign: 1) }

    /// Removes an order that no longer works or whose open part has changed.
    mutating func remove(_ part: Part, id: Int) { change(part, id: id, sign: -1) }

    /// Whether an instrument has orders of which only one can fill.
    func hasGroups(_ slot: Int) -> Bool { !slots[canonical(slot)].groups.isEmpty }

    /// Records that a bracket's entry has filled further or has a new quantity.
    mutating func noteEntry(_ id: Int, slot: Int, filled: ExactDecimal, full: ExactDecimal) {
        let slot = canonical(slot)
        guard var group = slots[slot].groups[.parent(id)] else { return }
        let before = group.most
        group.entry = (filled, full)
        slots[slot].groups[.parent(id)] = group
        slots[slot].add(group.most - before, buys: group.buys)
    }

    private mutating func change(_ part: Part, id: Int, sign: Int) {
        guard part.isOpen else { return }
        let slot = canonical(part.slot)
        count += sign
        if part.owner >= 0 {
            while counts.count <= part.owner { counts.append(0) }
            counts[part.owner] += sign
        }
        if part.buys {
            slots[slot].buys += sign
            slots[slot].buyingCash += Double(sign) * part.cash
        } else {
            slots[slot].sells += sign
            slots[slot].sellingCash += Double(sign) * part.cash
        }
        if let limit = part.limit {
            let side = part.buys ? \Slot.bids : \Slot.offers
            if sign > 0 { slots[slot][keyPath: side].add(limit, id) } else { slots[slot][keyPath: side].remove(id) }
        }
        if let name = part.group {
            change(name, part, id, sign, slot)
        } else {
            slots[slot].add(part.quantity * sign, buys: part.buys)
        }
        for leg in part.legs {
            slots[canonical(leg.slot)].add(part.quantity * (sign * leg.ratio), buys: part.buys == leg.buys)
        }
    }

    private mutating func change(_ name: Group.Name, _ part: Part, _ id: Int, _ sign: Int, _ slot: Int) {
        var group = slots[slot].groups[name] ?? Group(buys: part.buys)
        guard group.buys == part.buys else {
            return slots[slot].add(part.quantity * sign, buys: part.buys)
        }
        let before = group.most
        group.quantities[id] = sign > 0 ? part.quantity : nil
        slots[slot].add(group.most - before, buys: group.buys)
        slots[slot].groups[name] = group.quantities.isEmpty ? nil : group
    }

    /// Starts a group for exits that arrived before anything was known about their entry.
    mutating func begin(_ name: Group.Name, slot: Int, buys: Bool, filled: ExactDecimal, full: ExactDecimal) {
        let slot = canonical(slot)
        guard slots[slot].groups[name] == nil else { return }
        slots[slot].groups[name] = Group(buys: buys, entry: (filled, full))
    }
}

/// The best price of the working limit orders on one side.
struct BestPrice: Sendable {
    let isHighest: Bool
    private var prices: [Int: Double] = [:]
    private var best: Double?
    private var isKnown = true

    init(isHighest: Bool) { self.isHighest = isHighest }

    mutating func add(_ price: Double, _ id: Int) {
        prices[id] = price
        guard isKnown else { return }
        best = best.map { isHighest ? max($0, price) : min($0, price) } ?? price
    }

    mutating func remove(_ id: Int) {
        guard let price = prices.removeValue(forKey: id) else { return }
        if price == best { isKnown = false }
    }

    mutating func merge(_ other: BestPrice) {
        prices.merge(other.prices) { first, _ in first }
        isKnown = false
    }

    /// The best price excluding one order; `nil` if there is none.
    mutating func price(besides id: Int?) -> Double? {
        if let id, prices[id] != nil { return Self.best(prices.filter { $0.key != id }.values, isHighest) }
        if !isKnown { (best, isKnown) = (Self.best(prices.values, isHighest), true) }
        return best
    }

    private static func best(_ prices: some Sequence<Double>, _ isHighest: Bool) -> Double? {
        isHighest ? prices.max() : prices.min()
    }
}
