package import CivilTime
internal import Notation

/// The part of each night in which TWS restarts, by the user's own setting: `23:45-00:10 America/New_York`.
///
/// Entries are held from a while before it until what the restart may have changed is known again.
package struct RestartWindow: Sendable, Hashable {
    /// Second of the day at which it begins, 0 to 86,399.
    package let from: Int
    /// Second of the day at which it is over; not later than ``from`` means the next day.
    package let to: Int
    /// Whose clock that is.
    package let zone: ZoneRules

    /// Reads `HH:MM-HH:MM` with a zone behind it, else in `usual`; `nil` for anything else, and for a window without
    /// length.
    ///
    /// - Parameter zones: The rules of a zone by its name; `nil` for a name that is none.
    package init?(_ text: String, usual: ZoneRules, zones: (String) -> ZoneRules?) {
        let words = text.split(separator: " ")
        guard (1...2).contains(words.count) else { return nil }
        let times = words[0].split(separator: "-", omittingEmptySubsequences: false).map(Self.second)
        guard times.count == 2, let from = times[0], let to = times[1], from != to else { return nil }
        guard let zone = words.count == 2 ? zones(String(words[1])) : usual else { return nil }
        (self.from, self.to, self.zone) = (from, to, zone)
    }

    /// `09:30-16:00`.
    package var text: String {
        func clock(_ second: Int) -> String {
            [second / 3600, second / 60 % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
        }
        return "\(clock(from))-\(clock(to))"
    }

    private static func second(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Digits.number($0, count: 2) }
        guard parts.count == 2, let hour = parts[0], let minute = parts[1], hour < 24, minute < 60 else { return nil }
        return hour * 3600 + minute * 60
    }

    /// Whether the moment lies in the window, or less than `lead` seconds before it.
    package func contains(_ instant: RunInstant, lead: Double = 0) -> Bool {
        windows(around: instant).contains { start, end in
            instant.seconds >= Double(start) - lead && instant.seconds < Double(end)
        }
    }

    /// The first moment after `instant` at which a window begins.
    package func start(after instant: RunInstant) -> RunInstant {
        let starts = windows(around: instant).lazy.map(\.start)
        return RunInstant(seconds: Double(starts.first { Double($0) > instant.seconds } ?? Int(instant.seconds)))
    }

    /// The end of the window that contains `instant`, or of the next one.
    package func end(after instant: RunInstant) -> RunInstant {
        let ends = windows(around: instant).lazy.map(\.end)
        return RunInstant(seconds: Double(ends.first { Double($0) > instant.seconds } ?? Int(instant.seconds)))
    }

    /// The windows that begin from the day before a moment to two days after it, in order.
    private func windows(around instant: RunInstant) -> [(start: Int, end: Int)] {
        let today = zone.local(Int64(instant.seconds.rounded(.down))).days
        return (today - 1...today + 2).map { day in
            let start = LocalTime(seconds: Int64(day * 86_400 + from))
            let end = LocalTime(seconds: Int64((to > from ? day : day + 1) * 86_400 + to))
            return (Int(zone.moment(start)), Int(zone.moment(end)))
        }
    }
}
