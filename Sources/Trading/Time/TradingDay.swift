internal import CivilTime
internal import TWSWire

/// The New York days that decide whether an order has ended with its day.
///
/// A day starts at 16:00 the evening before, from when orders count for the next session, in New York as in Asia;
/// Saturday and Sunday count as Monday. An order on any exchange has therefore ended before the day after its own
/// begins at midnight, and TWS lists an order that it still holds over a holiday.
enum TradingDay {
    private static let evening: Int64 = 8 * 3600

    /// Returns the day of an order placed at a given time, in days since 1970-01-01.
    static func day(ofPlacing moment: RunInstant) -> Int {
        let local = ZoneRules.newYork.local(Int64(moment.seconds.rounded(.down)) + evening)
        switch local.weekday {
        case 6: return local.days + 2
        case 0: return local.days + 1
        default: return local.days
        }
    }

    /// Whether two times are on the same New York day.
    static func isSame(_ one: RunInstant, _ other: RunInstant) -> Bool {
        let days = [one, other].map { ZoneRules.newYork.local(Int64($0.seconds.rounded(.down))).days }
        return days[0] == days[1]
    }

    /// Returns the next midnight in New York.
    static func end(of now: RunInstant) -> RunInstant {
        let local = ZoneRules.newYork.local(Int64(now.seconds.rounded(.down)))
        let midnight = LocalTime(seconds: Int64(local.days + 1) * 86_400)
        return RunInstant(seconds: Double(ZoneRules.newYork.moment(midnight)))
    }

    /// Whether a day is over.
    static func isOver(_ day: Int, at now: RunInstant) -> Bool {
        ZoneRules.newYork.local(Int64(now.seconds.rounded(.down))).days > day
    }
}

extension TimeInForce {
    /// Whether an order with this time in force ends by itself, at the latest with its day.
    var endsWithDay: Bool {
        switch self {
        case .unset, .day, .immediateOrCancel, .fillOrKill, .opening: true
        default: false
        }
    }
}
