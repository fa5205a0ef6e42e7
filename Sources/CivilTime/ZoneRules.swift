/// How a place sets its clocks, by the time zone database.
package struct ZoneRules: Hashable, Sendable {
    /// How clocks are set for a while.
    package struct Setting: Hashable, Sendable {
        /// Seconds ahead of UTC; negative west of Greenwich.
        package var offset: Int
        /// Whether it is summer time.
        package var isDaylight: Bool
        /// What people call it, for example `EDT`.
        package var abbreviation: String

        /// A setting from its parts.
        package init(offset: Int, isDaylight: Bool, abbreviation: String) {
            self.offset = offset
            self.isDaylight = isDaylight
            self.abbreviation = abbreviation
        }
    }

    /// The moments at which clocks were set anew, rising.
    let changes: [Int64]
    /// What holds from each of them on.
    let settings: [Setting]
    /// What held before the first.
    let first: Setting
    /// What holds after the last; `nil` where the last setting stays.
    let last: YearlyRule?

    /// Clocks that are never set anew.
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

    /// How clocks are set at a moment, in seconds since the epoch.
    package func setting(at moment: Int64) -> Setting {
        var (low, high) = (0, changes.count)
        while low < high {
            let middle = (low + high) / 2
            if changes[middle] <= moment { low = middle + 1 } else { high = middle }
        }
        if low == changes.count, let last { return last.setting(at: moment) }
        return low == 0 ? first : settings[low - 1]
    }

    /// What clocks show at a moment.
    package func local(_ moment: Int64) -> LocalTime {
        LocalTime(seconds: moment + Int64(setting(at: moment).offset))
    }

    /// The moment at which clocks show a time.
    ///
    /// An hour that comes twice means the first one. One that is left out in spring is counted as if clocks had not been set:
    /// 02:30 is then 03:30.
    package func moment(_ time: LocalTime) -> Int64 {
        // No clock is set by more than a day, so one of the settings around is in force.
        let before = setting(at: time.seconds - 86_400)
        let after = setting(at: time.seconds + 86_400)
        for setting in [before, after] {
            let moment = time.seconds - Int64(setting.offset)
            if self.setting(at: moment).offset == setting.offset { return moment }
        }
        return time.seconds - Int64(before.offset)
    }
}
