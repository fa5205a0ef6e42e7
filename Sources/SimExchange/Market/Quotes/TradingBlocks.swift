/// The blocks of 15 minutes of one local day of a market, and which of them lie in regular hours.
///
/// The sessions of every market begin and end with a block.
struct TradingBlocks {
    /// The length of a block; blocks are counted from the epoch.
    static let blockSeconds = 900

    /// The blocks of the day.
    let all: Range<Int>

    /// The blocks of regular hours, in one or two parts.
    let regular: [Range<Int>]

    /// Makes the day in `calendar`'s zone that contains the beginning of `block`.
    init(containing block: Int, of calendar: TradingCalendar) {
        let zone = calendar.zone
        let date = zone.local(ExchangeInstant(seconds: Int64(block * Self.blockSeconds))).date
        let start = zone.instant(date, secondOfDay: 0)
        let end = zone.instant(date.adding(days: 1), secondOfDay: 0)
        all = Self.block(at: start)..<Self.block(at: end)
        regular = calendar.sessions(on: date, regularOnly: true).map {
            Self.block(at: $0.lowerBound)..<Self.block(at: $0.upperBound)
        }
    }

    /// Whether a block of the day lies in regular hours.
    func isRegular(_ block: Int) -> Bool {
        for part in regular where block >= part.lowerBound && block < part.upperBound { return true }
        return false
    }

    /// Returns the progress of regular hours in the middle of a block, from 0 to 1; `nil` outside of them.
    func position(of block: Int) -> Double? {
        guard isRegular(block), let first = regular.first, let last = regular.last else { return nil }
        return (Double(block - first.lowerBound) + 0.5) / Double(last.upperBound - first.lowerBound)
    }

    private static func block(at instant: ExchangeInstant) -> Int {
        Int(ExchangeInstant.floorDivide(instant.seconds, Int64(blockSeconds)))
    }
}
