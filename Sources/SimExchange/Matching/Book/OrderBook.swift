internal import TWSWire

/// All orders of all accounts, in the order in which they were placed; their indices never change.
///
/// The working orders of an instrument are indexed by what touches them, so that a change of its market looks only at
/// those it concerns.
struct OrderBook: Sendable {
    /// The orders, except that the stops of trailing orders may be out of date: the indexes know them.
    private var stored: [SimulatedOrder] = []
    /// The indices of the orders whose stops the indexes know.
    private var trailing: Set<Int> = []
    /// Whether orders need to know when their market closes.
    let hasRealSessions: Bool
    private var places: [OrderKey: Int] = [:]
    /// The indices of orders whose key a later order has taken while they worked.
    private var shadowed: [OrderKey: [Int]] = [:]
    /// The indices of orders that are not done, by conId, oldest first.
    private var working: [Int: [Int]] = [:]
    /// The indices of orders that are not done and look at the contract for another reason than trading it, by conId.
    private var following: [Int: [Int]] = [:]
    /// The indices of the orders with conditions that are not done, oldest first.
    private(set) var conditional: [Int] = []
    /// The highest order ID that each client has used.
    private(set) var highestID: [Int: Int] = [:]

    /// What touches the orders that are not done, by conId.
    private var touches: [Int: TouchIndex] = [:]
    /// The indices of the orders whose entries in the indexes may be out of date, some of them more than once.
    private var stale: [Int] = []
    /// How many may be before a look at all of them costs more than to bring the indexes up to date.
    private static let mostStale = 16
    /// The working members of OCA groups, oldest first, by the group's name.
    private var groups: [String: [Int]] = [:]
    private var groupNames: [Int: String] = [:]
    /// The indices of working orders that also trade in the night, by conId.
    private var nights: [Int: Set<Int>] = [:]

    /// The indices of the orders that may have changed since they were last taken; `nil` if nobody needs them.
    private var changed: Set<Int>?

    init(hasRealSessions: Bool) {
        self.hasRealSessions = hasRealSessions
    }

    subscript(place: Int) -> SimulatedOrder {
        _read {
            if trailing.isEmpty || !trailing.contains(place) {
                yield stored[place]
            } else {
                yield followed(place)
            }
        }
        _modify {
            settle(place)
            changed?.insert(place)
            noteStale(place)
            yield &stored[place]
        }
    }

    /// All orders, in the order in which they were placed.
    var orders: [SimulatedOrder] { trailing.isEmpty ? stored : stored.indices.map { self[$0] } }

    /// The number of orders.
    var count: Int { stored.count }

    /// Returns an order with its stop where the market has moved it.
    private func followed(_ place: Int) -> SimulatedOrder {
        var order = stored[place]
        let best = touches[order.instrument.conId]?.best(of: place)
        if let best, let terms = Trail.followed(order, to: best) { order.reprice(terms) }
        return order
    }

    /// Stores the position of an order's stop in the order.
    private mutating func settle(_ place: Int) {
        guard !trailing.isEmpty, trailing.contains(place) else { return }
        stored[place] = followed(place)
        trailing.remove(place)
        noteStale(place)
    }

    /// Starts to note which orders change.
    mutating func beginNotes() { changed = [] }

    /// Takes the indices of the orders that may have changed since the last call, ascending.
    mutating func takeChanged() -> [Int] {
        guard var places = changed else { return [] }
        for conID in touches.keys { places.formUnion(touches[conID]?.takeMoved() ?? []) }
        changed = []
        return places.sorted()
    }

    /// A negative order ID for the next order that is entered by hand.
    var nextHandID: Int { -1 - stored.count { $0.binding != .own } }

    /// Returns the index of a client's order.
    func place(of key: OrderKey) -> Int? { places[key] }

    /// Adds an order and returns its index.
    mutating func add(_ order: consuming SimulatedOrder) -> Int {
        let place = stored.count
        let (key, conID) = (order.key, order.instrument.conId)
        if place > 0 { order.shareInstrument(with: stored[place - 1]) }
        stored.append(order)
        changed?.insert(place)
        noteStale(place)
        if let other = places.updateValue(place, forKey: key) { shadowed[key, default: []].append(other) }
        working[conID, default: []].append(place)
        follow(place)
        use(key)
        return place
    }

    /// Updates which other contracts an order follows.
    mutating func follow(_ place: Int) {
        unfollow(place)
        for conID in stored[place].followed { following[conID, default: []].append(place) }
        if !stored[place].terms.conditions.isEmpty { conditional.append(place) }
    }

    private mutating func unfollow(_ place: Int) {
        if !conditional.isEmpty { conditional.removeAll { $0 == place } }
        for (conID, places) in following where places.contains(place) {
            let others = places.filter { $0 != place }
            following[conID] = others.isEmpty ? nil : others
        }
    }

    /// Remembers that a client has used an ID.
    mutating func use(_ key: OrderKey) {
        highestID[key.clientID] = max(highestID[key.clientID] ?? 0, key.orderID)
    }

    /// Removes a finished order from the working ones.
    mutating func finish(_ place: Int, at time: ExchangeInstant) {
        settle(place)
        stored[place].completedAt = time
        changed?.insert(place)
        noteStale(place)
        let conID = stored[place].instrument.conId
        working[conID]?.removeSorted(place)
        if working[conID]?.isEmpty == true { working[conID] = nil }
        unfollow(place)
        unshadow(stored[place].key)
    }

    /// Gives a key back to the order that still works, if the later order that took it is done.
    private mutating func unshadow(_ key: OrderKey) {
        guard let others = shadowed[key], let named = places[key], stored[named].completedAt != nil,
            let other = others.last(where: { stored[$0].completedAt == nil })
        else { return }
        places[key] = other
    }

    /// Returns the indices of the orders in an instrument that are not done, oldest first.
    func working(conID: Int) -> [Int] { working[conID] ?? [] }

    /// Returns the indices of the orders that look at an instrument and are not done: those in it, then those that
    /// follow it.
    func concerned(conID: Int) -> [Int] {
        working(conID: conID) + others(following: conID)
    }

    /// Returns the indices of the orders to check after a change of an instrument's market to a state: those in it that
    /// the state touches, oldest first, then those that follow it.
    mutating func concerned(conID: Int, by state: MarketState, at now: ExchangeInstant) -> [Int] {
        refresh()
        var own = touches[conID]?.touched(by: state, at: now) ?? []
        for place in conditional where stored[place].instrument.conId == conID { own.insertSorted(place) }
        return own + others(following: conID)
    }

    private func others(following conID: Int) -> [Int] {
        guard let others = following[conID] else { return [] }
        return others.filter { stored[$0].instrument.conId != conID }
    }

    /// Whether an order in the instrument, or one that follows it, is not done.
    func hasWork(conID: Int) -> Bool { working[conID] != nil || following[conID] != nil }

    /// Returns how many orders in the instrument, or following it, are not done.
    func workCount(conID: Int) -> Int { (working[conID]?.count ?? 0) + (following[conID]?.count ?? 0) }

    /// The indices of all orders that are not done, oldest first.
    var allWorking: [Int] { working.values.joined().sorted() }

    /// Returns the working order with an ID, of whichever client.
    func place(ofAnyClients orderID: Int) -> Int? {
        allWorking.first { stored[$0].key.orderID == orderID }
    }

    /// Returns the indices of the other working members of an order's OCA group, oldest first; a group contains orders
    /// of one account. Children that each name a group of their own, as backtrader's do, form one group nevertheless.
    mutating func othersInGroup(of place: Int) -> [Int] {
        let (name, account) = (stored[place].terms.ocaGroup, stored[place].terms.account)
        guard !name.isEmpty else { return [] }
        refresh()
        let others = (groups[name] ?? []).filter { $0 != place && stored[$0].terms.account == account }
        guard others.isEmpty, let parent = stored[place].parent else { return others }
        let family = stored[parent].children
        guard Set(family.map { stored[$0].terms.ocaGroup }).count == family.count else { return [] }
        return family.filter { $0 != place && stored[$0].completedAt == nil }
    }

    /// Whether an order in the instrument wants to trade in the night, too.
    mutating func wantsNight(_ conID: Int) -> Bool {
        guard hasRealSessions else { return false }
        // Hardly anybody has such orders, and to see that, the indexes need not be up to date.
        if nights.isEmpty, stale.count < Self.mostStale,
            !stale.contains(where: { stored[$0].terms.hours == .overnight })
        {
            return false
        }
        refresh()
        return nights[conID] != nil
    }

    private mutating func noteStale(_ place: Int) {
        if stale.last != place { stale.append(place) }
    }

    /// Brings the indexes up to date with the orders.
    private mutating func refresh() {
        guard !stale.isEmpty else { return }
        for place in stale { refresh(place) }
        stale.removeAll(keepingCapacity: true)
    }

    private mutating func refresh(_ place: Int) {
        let order = stored[place]
        let (conID, isDone) = (order.instrument.conId, order.completedAt != nil)
        let touch = isDone ? Touch.never : order.touch
        if case .trail = touch { trailing.insert(place) }
        touches[conID, default: TouchIndex()].set(place, touch, openUntil: hasRealSessions ? order.openUntil : nil)
        let name = isDone ? "" : order.terms.ocaGroup
        let before = groupNames[place] ?? ""
        if name != before {
            groups[before]?.removeSorted(place)
            if groups[before]?.isEmpty == true { groups[before] = nil }
            groupNames[place] = name.isEmpty ? nil : name
            if !name.isEmpty { groups[name, default: []].insertSorted(place) }
        }
        guard hasRealSessions else { return }
        if !isDone, order.terms.hours == .overnight {
            nights[conID, default: []].insert(place)
        } else if !nights.isEmpty, nights[conID]?.remove(place) != nil, nights[conID]?.isEmpty == true {
            nights[conID] = nil
        }
    }
}
