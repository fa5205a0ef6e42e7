internal import TWSWire

/// All orders of all accounts, in the order in which they were placed; places in it never change.
struct OrderBook: Sendable {
    private(set) var orders: [SimulatedOrder] = []
    private var places: [OrderKey: Int] = [:]
    /// Places of orders whose name a later order has taken while they worked.
    private var shadowed: [OrderKey: [Int]] = [:]
    /// By conId, the places of orders that are not done, oldest first.
    private var working: [Int: [Int]] = [:]
    /// By conId, the places of orders that are not done and look at the contract for another reason than trading it.
    private var following: [Int: [Int]] = [:]
    /// Places of the orders with conditions that are not done, oldest first.
    private(set) var conditional: [Int] = []
    /// Highest order id that each client has used.
    private(set) var highestID: [Int: Int] = [:]

    /// Places of the orders that may have changed since it was last emptied; `nil` if nobody wants to know.
    var touched: Set<Int>?

    subscript(place: Int) -> SimulatedOrder {
        _read { yield orders[place] }
        _modify {
            touched?.insert(place)
            yield &orders[place]
        }
    }

    /// A negative order id for the next order that is entered by hand.
    var nextHandID: Int { -1 - orders.count { $0.binding != .own } }

    /// The place of a client's order.
    func place(of key: OrderKey) -> Int? { places[key] }

    /// Adds an order, and tells its place.
    mutating func add(_ order: SimulatedOrder) -> Int {
        let place = orders.count
        orders.append(order)
        touched?.insert(place)
        if let other = places.updateValue(place, forKey: order.key) { shadowed[order.key, default: []].append(other) }
        working[order.instrument.conId, default: []].append(place)
        follow(place)
        use(order.key)
        return place
    }

    /// Looks anew which other contracts an order follows.
    mutating func follow(_ place: Int) {
        unfollow(place)
        for conID in orders[place].followed { following[conID, default: []].append(place) }
        if !orders[place].terms.conditions.isEmpty { conditional.append(place) }
    }

    private mutating func unfollow(_ place: Int) {
        if !conditional.isEmpty { conditional.removeAll { $0 == place } }
        for (conID, places) in following where places.contains(place) {
            let others = places.filter { $0 != place }
            following[conID] = others.isEmpty ? nil : others
        }
    }

    /// Remembers that a client has used an id.
    mutating func use(_ key: OrderKey) {
        highestID[key.clientID] = max(highestID[key.clientID] ?? 0, key.orderID)
    }

    /// Takes a finished order out of the working ones.
    mutating func finish(_ place: Int, at time: ExchangeInstant) {
        orders[place].completedAt = time
        touched?.insert(place)
        let conID = orders[place].instrument.conId
        working[conID]?.removeAll { $0 == place }
        if working[conID]?.isEmpty == true { working[conID] = nil }
        unfollow(place)
        unshadow(orders[place].key)
    }

    /// Gives a name back to the order that still works, if the later one that took it is done.
    private mutating func unshadow(_ key: OrderKey) {
        guard let others = shadowed[key], let named = places[key], orders[named].completedAt != nil,
            let other = others.last(where: { orders[$0].completedAt == nil })
        else { return }
        places[key] = other
    }

    /// Places of the orders in an instrument that are not done, oldest first.
    func working(conID: Int) -> [Int] { working[conID] ?? [] }

    /// Places of the orders that a change of the instrument's market concerns: those in it, then those that follow it.
    func concerned(conID: Int) -> [Int] {
        guard let others = following[conID] else { return working(conID: conID) }
        let own = working(conID: conID)
        return own + others.filter { !own.contains($0) }
    }

    /// Whether an order in the instrument, or one that follows it, is not done.
    func hasWork(conID: Int) -> Bool { working[conID] != nil || following[conID] != nil }

    /// Places of all orders that are not done, oldest first.
    var allWorking: [Int] { working.values.joined().sorted() }

    /// The one working order with an id, whichever client's it is.
    func place(ofAnyClients orderID: Int) -> Int? {
        allWorking.first { orders[$0].key.orderID == orderID }
    }

    /// Places of the working members of an OCA group, oldest first.
    func group(_ name: String) -> [Int] {
        allWorking.filter { orders[$0].terms.ocaGroup == name }
    }
}
