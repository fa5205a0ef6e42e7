internal import TWSWire

/// The entries in placement order, and the indexes that find them.
struct LedgerStore: Sendable {
    private var entries: [LedgerSnapshot] = []
    private var places = OrderTable()
    private var permIds = SpreadIndex<Int, Int>()
    private var references = ReferenceIndex()
    /// The positions of the orders that may still fill, ascending.
    private(set) var working: [Int] = []
    /// The working orders in each instrument.
    var open = OpenOrders()
    /// The number of entries.
    var count: Int { entries.count }
    /// The number of working orders of unknown fate.
    private(set) var unknownCount = 0

    subscript(place: Int) -> LedgerEntry {
        _read { yield entries.span[place].value }
    }

    /// Returns the entry at a position as it now is.
    func snapshot(_ place: Int) -> LedgerSnapshot { entries[place] }

    /// The position of an order id.
    func place(of orderId: Int) -> Int? { places[orderId] }

    /// The position of a permanent id; 0 has none.
    func place(ofPermId permId: Int) -> Int? { permIds[permId] }

    /// The position of a reference, to which TWS may have appended text.
    func place(ofReference text: String) -> Int? {
        guard !text.isEmpty, count > 0 else { return nil }
        if let place = references[text] { return place }
        // A reference has five parts; further dots belong to the appended text.
        var ends: [String.Index] = []
        for index in text.utf8.indices where text.utf8[index] == UInt8(ascii: ".") {
            ends.append(text.utf8.index(after: index))
            if ends.count == 8 { break }
        }
        for end in ends.reversed() {
            if let place = references[String(text[..<end])] { return place }
        }
        return nil
    }

    /// Appends an entry.
    mutating func append(_ entry: consuming LedgerEntry) {
        locate(&entry)
        open.add(entry.openPart, id: entry.orderId)
        places[entry.orderId] = count
        if entry.permId != 0 { permIds[entry.permId] = count }
        // If two orders share a reference, the one that is working keeps it.
        let count = count
        if !entry.reference.isEmpty {
            references.change(entry.reference) { holder in
                if holder.map({ entries[$0].value.outcome != nil }) ?? true { holder = count }
            }
        }
        working.append(count)
        entries.append(LedgerSnapshot(entry))
    }

    /// Changes an entry in place.
    mutating func update<Result>(_ place: Int, _ body: (inout LedgerEntry) -> Result) -> Result {
        let (result, before, after) = entries[place].value.change(body)
        noteOpen(place, before.part, after.part)
        if after.isUnknown != before.isUnknown { unknownCount += before.isUnknown ? -1 : 1 }
        if after.isWorking != before.isWorking { setWorking(place, after.isWorking) }
        return result
    }

    /// Records which instrument TWS says a contract is.
    mutating func learn(_ written: Contract, is resolved: Contract) { open.learn(written, is: resolved) }

    /// The slot of a contract's instrument among the working orders.
    mutating func slot(of contract: Contract) -> Int { open.slot(of: contract) }

    /// The slot of a combination's leg among the working orders.
    mutating func slot(ofLeg conId: Int) -> Int { open.slot(ofLeg: conId) }

    /// Determines where an order counts among the working orders.
    private mutating func locate(_ entry: inout LedgerEntry) {
        let contract = entry.contract
        entry.slot = Int32(clamping: open.slot(of: contract))
        var legs: [OpenOrders.Leg] = []
        if entry.isCombination {
            legs = contract.comboLegs.map {
                OpenOrders.Leg(slot: open.slot(ofLeg: $0.conId), buys: $0.action == .buy, ratio: $0.ratio)
            }
        }
        let group = group(of: entry)
        if group != nil || !legs.isEmpty { entry.bonds = OpenOrders.Bonds(group: group, legs: legs) }
    }

    /// The group of orders, including this one, of which only one can fill.
    private mutating func group(of entry: LedgerEntry) -> OpenOrders.Group.Name? {
        let buys = entry.terms.isBuy
        guard entry.terms.parentId != 0 else {
            return entry.terms.ocaGroup.isEmpty ? nil : .named(entry.terms.ocaGroup, buys: buys)
        }
        guard let place = places[entry.terms.parentId] else { return nil }
        let parent = self[place]
        guard open.canonical(Int(parent.slot)) == open.canonical(Int(entry.slot)), parent.terms.isBuy != buys else {
            return nil
        }
        let name = OpenOrders.Group.Name.parent(parent.orderId)
        open.begin(name, slot: Int(entry.slot), buys: buys, filled: parent.filled, full: parent.mostFilled)
        return name
    }

    private mutating func noteOpen(_ place: Int, _ before: OpenOrders.Part, _ part: OpenOrders.Part) {
        guard part.isOpen || before.isOpen else { return }
        let (orderId, slot) = (self[place].orderId, Int(self[place].slot))
        if !part.isSame(before) {
            open.remove(before, id: orderId)
            open.add(part, id: orderId)
        }
        guard open.hasGroups(slot), !self[place].isCombination else { return }
        open.noteEntry(orderId, slot: slot, filled: self[place].filled, full: self[place].mostFilled)
    }

    /// Records the permanent id of an entry; returns whether it is new.
    mutating func setPermId(_ permId: Int, at place: Int) -> Bool {
        guard permId != 0, self[place].permId == 0 else { return false }
        entries[place].value.permId = permId
        permIds[permId] = place
        return true
    }

    private mutating func setWorking(_ place: Int, _ isWorking: Bool) {
        var (low, high) = (0, working.count)
        while low < high {
            let middle = (low + high) / 2
            if working[middle] < place { low = middle + 1 } else { high = middle }
        }
        if isWorking { working.insert(place, at: low) } else { working.remove(at: low) }
    }
}
