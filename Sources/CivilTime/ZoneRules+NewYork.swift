extension ZoneRules {
    /// New York's clocks by the rule in force since 2007, regardless of the machine's files.
    package static let newYork = ZoneRules(
        changes: [],
        settings: [],
        first: Setting(offset: -18_000, isDaylight: false, abbreviation: "EST"),
        last: YearlyRule(
            standard: Setting(offset: -18_000, isDaylight: false, abbreviation: "EST"),
            daylight: (
                Setting(offset: -14_400, isDaylight: true, abbreviation: "EDT"),
                begin: YearlyRule.Change(day: .weekday(0, week: 2, month: 3)),
                end: YearlyRule.Change(day: .weekday(0, week: 1, month: 11))
            )
        )
    )
}
