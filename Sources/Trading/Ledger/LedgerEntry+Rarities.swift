internal import TWSWire

extension LedgerEntry {
    /// What few orders have, kept apart so that the others are small.
    struct Rarities: Sendable {
        var otherClient: Int?
        var whyHeld = ""
        var legs = FillList()
        var noticeLog = NoticeLog()
        var earlierQuantity: ExactDecimal?
        var coveredLegs: ExactDecimal = .zero
        var bookedBefore = (fills: 0, legs: 0)
        var bonds: OpenOrders.Bonds?
    }

    /// The client that placed it if that is another one; `nil` for this client.
    package internal(set) var otherClient: Int? {
        get { rarities?.value.otherClient }
        set { rare.otherClient = newValue }
    }

    /// Why the order is held: `trigger`, `child`, `locate`; empty if it is not.
    package internal(set) var whyHeld: String {
        get { rarities?.value.whyHeld ?? "" }
        set { if newValue != whyHeld { rare.whyHeld = newValue } }
    }

    /// The executions of a combination's legs, as in ``fills``; these are not the combination's own.
    package internal(set) var legs: FillList {
        get { rarities?.value.legs ?? FillList() }
        _modify { yield &rare.legs }
    }

    /// The errors and notices of the order.
    var noticeLog: NoticeLog {
        get { rarities?.value.noticeLog ?? NoticeLog() }
        _modify { yield &rare.noticeLog }
    }

    /// The largest quantity it had before a modification that TWS has not confirmed.
    var earlierQuantity: ExactDecimal? {
        get { rarities?.value.earlierQuantity }
        set { if newValue != earlierQuantity { rare.earlierQuantity = newValue } }
    }

    /// The sum of the largest quantities that any version of an execution of a leg reported, regardless of corrections.
    var coveredLegs: ExactDecimal {
        get { rarities?.value.coveredLegs ?? .zero }
        set { if newValue != coveredLegs { rare.coveredLegs = newValue } }
    }

    /// The number of executions, its own and those of legs, booked before this run.
    var bookedBefore: (fills: Int, legs: Int) {
        get { rarities?.value.bookedBefore ?? (0, 0) }
        set { if newValue != bookedBefore { rare.bookedBefore = newValue } }
    }

    /// What else determines where it counts; `nil` for a standalone order.
    var bonds: OpenOrders.Bonds? {
        get { rarities?.value.bonds }
        set { rare.bonds = newValue }
    }

    /// The same, made if this order has none; for changes only.
    private var rare: Rarities {
        get { rarities?.value ?? Rarities() }
        _modify {
            var own = rarities ?? CopyOnWrite(Rarities())
            rarities = nil
            defer { rarities = own }
            yield &own.value
        }
    }
}
