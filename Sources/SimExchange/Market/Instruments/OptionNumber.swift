/// The parts of an option's conId: root, week, strike and right.
///
/// Monthly options whose strike was among the first 21 of their stock keep the IDs they have had since the first
/// version, so that state files from then can be read; all others count by root, week, strike and right.
struct OptionNumber: Hashable, Sendable {
    let root: OptionRoot
    let week: Int
    let strike: Double
    let isCall: Bool

    private static let first = 1_000_000_000
    private static let strikeSlots = 8192
    private static let firstMonthly = 910_000_000
    private static let monthSlots = 64
    private static let monthlyStrikeSlots = 32
    private static let firstMonth = 2026 * 12
    private static let monthlyRoots = 30

    /// The largest number of a strike, counted in the root's unit.
    static let lastStrike = strikeSlots - 1

    init(root: OptionRoot, week: Int, strike: Double, isCall: Bool) {
        (self.root, self.week, self.strike, self.isCall) = (root, week, strike, isCall)
    }

    /// Parses a conId; `nil` for one that is not an option's.
    init?(conId: Int) {
        let found = conId >= Self.first ? Self.parts(of: conId - Self.first) : Self.monthly(conId - Self.firstMonthly)
        guard let found else { return nil }
        self = found
    }

    /// The conId.
    var conId: Int {
        if let number = monthlyNumber { return Self.firstMonthly + number }
        let units = Int((strike / root.unit).rounded())
        let slot = (root.number * OptionExpiries.weeks.count + week) * Self.strikeSlots + units
        return Self.first + 2 * slot + (isCall ? 0 : 1)
    }

    private static func parts(of number: Int) -> OptionNumber? {
        let slot = number / 2
        let (weeks, units) = (slot / strikeSlots, slot % strikeSlots)
        guard units > 0, let root = OptionRoot.all[weeks / OptionExpiries.weeks.count] else { return nil }
        return OptionNumber(
            root: root,
            week: weeks % OptionExpiries.weeks.count,
            strike: Double(units) * root.unit,
            isCall: number % 2 == 0
        )
    }

    private static func monthly(_ number: Int) -> OptionNumber? {
        guard (0..<10_000_000).contains(number) else { return nil }
        let index = number / (2 * monthlyStrikeSlots * monthSlots)
        let month = number / (2 * monthlyStrikeSlots) % monthSlots + firstMonth
        guard index < monthlyRoots, let root = OptionRoot.all[index],
            let strike = root.firstStrikes.dropFirst(number / 2 % monthlyStrikeSlots).first
        else { return nil }
        let day = OptionExpiries.monthly(CivilDate(year: month / 12, month: month % 12 + 1, day: 1))
        let week = OptionExpiries.week(of: day)
        return OptionNumber(root: root, week: week, strike: strike, isCall: number % 2 == 0)
    }

    private var monthlyNumber: Int? {
        guard root.number < Self.monthlyRoots, let place = root.firstStrikes.firstIndex(of: strike) else { return nil }
        let day = OptionExpiries.day(ofWeek: week)
        guard OptionExpiries.monthly(day) == day else { return nil }
        let (year, number, _) = day.parts
        let month = year * 12 + number - 1 - Self.firstMonth
        guard (0..<Self.monthSlots).contains(month) else { return nil }
        let slot = (root.number * Self.monthSlots + month) * Self.monthlyStrikeSlots + place
        return 2 * slot + (isCall ? 0 : 1)
    }
}
