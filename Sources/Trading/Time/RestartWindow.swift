package import CivilTime
internal import Notation

/// The part of each night in which TWS restarts, as the user configured it: `23:45-00:10 America/New_York`.
///
/// Entries are held from some time before it until everything that the restart may have changed is known again.
package struct RestartWindow: Sendable, Hashable {
    /// The second of the day at which it starts, 0 to 86,399.
    package let from: Int
    /// The second of the day at which it ends; a value not after ``from`` means the next day.
    package let to: Int
    /// The time zone of that clock.
    package let zone: ZoneRules

    /// Parses `HH:MM-HH:MM` followed by a time zone, by default `usual`; `nil` for any other text and for an empty
    /// window.
    ///
    /// - Parameter zones: Returns the rules of a time zone by name; `nil` for an unknown name.
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

    /// Whether the time is in the window, or less than `lead` seconds before it.
    package func contains(_ instant: RunInstant, lead: Double = 0) -> Bool {
        windows(around: instant).contains { start, end in
            instant.seconds >= Double(start) - lead && instant.seconds < Double(end)
        }
    }

    /// Returns the first time after `instant` at which a window starts.
    package func start(after instant: RunInstant) -> RunInstant {
        let starts = windows(around: instant).lazy.map(\.start)
        return RunInstant(seconds: Double(starts.first { Double($0) > instant.seconds } ?? Int(instant.seconds)))
    }

    /// Returns the end of the window that contains `instant`, or else of the next one.
    package func end(after instant: RunInstant) -> RunInstant {
        let ends = windows(around: instant).lazy.map(\.end)
        return RunInstant(seconds: Double(ends.first { Double($0) > instant.seconds } ?? Int(instant.seconds)))
    }

    /// Returns the windows that start from the day before a time to two days after it, in order.
    private func windows(around instant: RunInstant) -> [(start: Int, end: Int)] {
        let today = zone.local(Int64(instant.seconds.rounded(.down))).days
        return (today - 1...today + 2).map { day in
            let start = LocalTime(seconds: Int64(day * 86_400 + from))
            let end = LocalTime(seconds: Int64((to > from ? day : day + 1) * 86_400 + to))
            return (Int(zone.moment(start)), Int(zone.moment(end)))
        }
    }
}
