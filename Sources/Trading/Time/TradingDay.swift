internal import CivilTime
internal import TWSWire

/// The days of New York, by which it is judged whether an order has ended with its day.
///
/// A day begins at 16:00 of the evening before, when what is placed counts for the next session, in New York as in Asia;
/// Saturday and Sunday count as Monday. So an order of any exchange has ended before the day after its own begins at
/// midnight, and one that TWS may still hold over a holiday is named by TWS.
enum TradingDay {
    private static let evening: Int64 = 8 * 3600

    /// The day that an order placed at a moment belongs to, in days since 1970-01-01.
    static func day(ofPlacing moment: RunInstant) -> Int {
        let local = ZoneRules.newYork.local(Int64(moment.seconds.rounded(.down)) + evening)
        switch local.weekday {
        case 6: return local.days + 2
        case 0: return local.days + 1
        default: return local.days
        }
    }

    /// Whether two moments are of one day of New York.
    static func isSame(_ one: RunInstant, _ other: RunInstant) -> Bool {
        let days = [one, other].map { ZoneRules.newYork.local(Int64($0.seconds.rounded(.down))).days }
        return days[0] == days[1]
    }

    /// The next midnight of New York.
    static func end(of now: RunInstant) -> RunInstant {
        let local = ZoneRules.newYork.local(Int64(now.seconds.rounded(.down)))
        let midnight = LocalTime(seconds: Int64(local.days + 1) * 86_400)
        return RunInstant(seconds: Double(ZoneRules.newYork.moment(midnight)))
    }

    /// Whether that day is over.
    static func isOver(_ day: Int, at now: RunInstant) -> Bool {
        ZoneRules.newYork.local(Int64(now.seconds.rounded(.down))).days > day
    }
}

extension TimeInForce {
    /// Whether an order with it ends by itself, at the latest with its day.
    var endsWithDay: Bool {
        switch self {
        case .unset, .day, .immediateOrCancel, .fillOrKill, .opening: true
        default: false
        }
    }
}
