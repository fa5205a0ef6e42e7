/// The spans of daylight saving time, one a year; computed once, because every look at a calendar asks for them.
struct SummerTimes: Sendable {
    /// In the US, from 02:00 standard time to 02:00 daylight time of the legal days; in seconds of standard time, as if
    /// that were UTC.
    static let america = SummerTimes { year in
        let (first, last) = americanDays(of: year)
        return Int64(first.daysSinceEpoch) * 86_400 + 7200..<Int64(last.daysSinceEpoch) * 86_400 + 3600
    }

    /// In Europe, between 01:00 UTC of the last Sundays of March and October (Directive 2000/84/EC); in seconds of UTC.
    static let europe = SummerTimes { year in
        func change(_ month: Int) -> Int64 {
            Int64(CivilDate.nth(0, .sunday, year: year, month: month).daysSinceEpoch) * 86_400 + 3600
        }
        return change(3)..<change(10)
    }

    private static let years = 1950...2150

    private let spans: [Range<Int64>]
    private let span: @Sendable (Int) -> Range<Int64>

    private init(_ span: @escaping @Sendable (_ year: Int) -> Range<Int64>) {
        self.span = span
        spans = Self.years.map(span)
    }

    /// Whether an instant is within one of the spans, in the seconds that they are stated in.
    func contain(_ seconds: Int64) -> Bool {
        // At worst, this is the adjacent year within a day of New Year, which is in no span of either year.
        let year = 1970 + Int(ExchangeInstant.floorDivide(seconds, 31_556_952))
        guard Self.years.contains(year) else { return span(year).contains(seconds) }
        return spans[year - Self.years.lowerBound].contains(seconds)
    }

    /// Returns the first and the last day of US daylight saving time: Energy Policy Act of 2005, and before that the
    /// rules of 1987 and 1966.
    private static func americanDays(of year: Int) -> (CivilDate, CivilDate) {
        switch year {
        case 2007...:
            (.nth(2, .sunday, year: year, month: 3), .nth(1, .sunday, year: year, month: 11))
        case 1987...2006:
            (.nth(1, .sunday, year: year, month: 4), .nth(0, .sunday, year: year, month: 10))
        default:
            (.nth(0, .sunday, year: year, month: 4), .nth(0, .sunday, year: year, month: 10))
        }
    }
}
