/// What the stop of a trailing order depends on, besides the best price it has seen.
struct TrailTouch: Hashable, Sendable {
    /// The kind of a trailing order: orders of one kind follow the same price by the same rule.
    struct Kind: Hashable, Sendable {
        /// The price that they follow.
        let series: PriceSeries
        let rule: TrailRule
    }

    let kind: Kind
    /// The distance from the price to the stop, as `TrailRule.isPercent` says.
    let distance: Double
    /// The price to which the current stop belongs: no better one has come yet.
    let best: Double
}

/// The trailing orders of one kind by the best price that they have seen: a better price moves all stops at once, and a
/// worse one is compared with the nearest stop of each group.
///
/// A stop follows from the group's best price and the order's distance; nothing is stored in the orders until one of
/// them is needed.
struct TrailFollowers: Sendable {
    fileprivate struct Member: Sendable {
        let distance: Double
        let place: Int
    }

    private struct Group: Sendable {
        let id: Int
        var best: Double
        /// The members, nearest first.
        var members: [Member]
        var nearest: Double
        /// Whether stops have moved since `takeMoved`.
        var hasMoved = false
    }

    let kind: TrailTouch.Kind
    /// The groups, best price first.
    private var groups: [Group] = []
    private var ids: [Int: Int] = [:]
    private var added = 0

    init(_ kind: TrailTouch.Kind) {
        self.kind = kind
    }

    /// Returns the best price that an order has seen; `nil` for an unknown order.
    func best(of place: Int) -> Double? {
        ids[place].flatMap { id in groups.first { $0.id == id } }?.best
    }

    /// Adds an order.
    mutating func add(_ place: Int, distance: Double, best: Double) {
        let index = groups.firstIndex { !kind.rule.isBetter($0.best, than: best) } ?? groups.count
        if index == groups.count || groups[index].best != best {
            groups.insert(Group(id: added, best: best, members: [], nearest: 0), at: index)
            added += 1
        }
        let member = Member(distance: distance, place: place)
        let position = groups[index].members.position(of: member)
        groups[index].members.insert(member, at: position)
        ids[place] = groups[index].id
        updateNearest(index)
    }

    /// Removes an order.
    mutating func remove(_ place: Int, distance: Double) {
        guard let id = ids.removeValue(forKey: place), let index = groups.firstIndex(where: { $0.id == id }) else {
            return
        }
        let position = groups[index].members.position(of: Member(distance: distance, place: place))
        groups[index].members.remove(at: position)
        if groups[index].members.isEmpty { groups.remove(at: index) } else { updateNearest(index) }
    }

    /// Moves the stops that follow a price, and appends the orders whose stops it meets.
    mutating func follow(_ price: Double, to places: inout [Int]) {
        for group in groups where kind.rule.meets(price, group.nearest) {
            for member in group.members {
                guard kind.rule.meets(price, kind.rule.stop(member.distance, from: group.best)) else { break }
                places.append(member.place)
            }
        }
        guard let worst = groups.last, kind.rule.isBetter(price, than: worst.best) else { return }
        let first = groups.firstIndex { kind.rule.isBetter(price, than: $0.best) } ?? groups.count
        join(groups[first...].count == 1 ? [] : Array(groups[first...]), at: first)
        groups[first].best = price
        groups[first].hasMoved = true
        updateNearest(first)
    }

    /// Takes the orders whose stops have moved since the last call.
    mutating func takeMoved() -> [Int] {
        var places: [Int] = []
        for index in groups.indices where groups[index].hasMoved {
            places += groups[index].members.map(\.place)
            groups[index].hasMoved = false
        }
        return places
    }

    /// Joins the last groups into one.
    private mutating func join(_ parts: [Group], at first: Int) {
        guard let largest = parts.max(by: { $0.members.count < $1.members.count }) else { return }
        groups.removeSubrange(first...)
        let others = parts.filter { $0.id != largest.id }.flatMap(\.members).sorted(by: Member.isNearer)
        for member in others { ids[member.place] = largest.id }
        var members: [Member] = []
        members.reserveCapacity(largest.members.count + others.count)
        var next = others.startIndex
        for member in largest.members {
            while next < others.endIndex, Member.isNearer(others[next], member) {
                members.append(others[next])
                next += 1
            }
            members.append(member)
        }
        members += others[next...]
        var joined = largest
        joined.members = members
        groups.append(joined)
    }

    private mutating func updateNearest(_ index: Int) {
        guard let first = groups[index].members.first else { return }
        groups[index].nearest = kind.rule.stop(first.distance, from: groups[index].best)
    }
}

extension TrailFollowers.Member {
    static func isNearer(_ left: Self, _ right: Self) -> Bool {
        (left.distance, left.place) < (right.distance, right.place)
    }
}

extension [TrailFollowers.Member] {
    /// Returns the position of a member, or where it belongs.
    fileprivate func position(of member: TrailFollowers.Member) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if TrailFollowers.Member.isNearer(self[middle], member) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
