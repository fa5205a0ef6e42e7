/// How a place sets its clocks, according to the time zone database.
package struct ZoneRules: Hashable, Sendable {
    /// How clocks are set for a period.
    package struct Setting: Hashable, Sendable {
        /// Seconds ahead of UTC; negative west of Greenwich.
        package var offset: Int
        /// Whether it is daylight saving time.
        package var isDaylight: Bool
        /// The usual abbreviation, for example `EDT`.
        package var abbreviation: String

        /// Makes a setting from its parts.
        package init(offset: Int, isDaylight: Bool, abbreviation: String) {
            self.offset = offset
            self.isDaylight = isDaylight
            self.abbreviation = abbreviation
        }
    }

    /// The moments at which clocks were changed, ascending.
    let changes: [Int64]
    /// The setting from each of those moments on.
    let settings: [Setting]
    /// The setting before the first change.
    let first: Setting
    /// The rule after the last change; `nil` if the last setting stays.
    let last: YearlyRule?

    /// The rules of clocks that never change.
    package init(fixed setting: Setting) {
        (changes, settings, first, last) = ([], [], setting, nil)
    }

    init(changes: [Int64], settings: [Setting], first: Setting, last: YearlyRule?) {
        self.changes = changes
        self.settings = settings
        self.first = first
        self.last = last
    }

    /// Universal time.
    package static let utc = ZoneRules(fixed: Setting(offset: 0, isDaylight: false, abbreviation: "UTC"))

    /// Returns how clocks are set at a moment, in seconds since the epoch.
    package func setting(at moment: Int64) -> Setting {
        var (low, high) = (0, changes.count)
        while low < high {
            let middle = (low + high) / 2
            if changes[middle] <= moment { low = middle + 1 } else { high = middle }
        }
        if low == changes.count, let last { return last.setting(at: moment) }
        return low == 0 ? first : settings[low - 1]
    }

    /// Returns what clocks show at a moment.
    package func local(_ moment: Int64) -> LocalTime {
        LocalTime(seconds: moment + Int64(setting(at: moment).offset))
    }

    /// Returns the moment at which clocks show a time.
    ///
    /// If an hour comes twice, the first one counts. An hour skipped in spring is counted as if clocks had not changed:
    /// 02:30 is then 03:30.
    package func moment(_ time: LocalTime) -> Int64 {
        // No clock changes by more than a day, so one of the settings around the time is in force.
        let before = setting(at: time.seconds - 86_400)
        let after = setting(at: time.seconds + 86_400)
        for setting in [before, after] {
            let moment = time.seconds - Int64(setting.offset)
            if self.setting(at: moment).offset == setting.offset { return moment }
        }
        return time.seconds - Int64(before.offset)
    }
}
