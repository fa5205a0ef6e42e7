/// The holidays of Xetra, by Deutsche Boerse's trading calendar since 2022.
enum FrankfurtHolidays {
    /// Whether the exchange is closed on `date`, a weekday: New Year, Good Friday, Easter Monday, 1 May, 24 to 26 and 31
    /// December.
    static func isClosed(_ date: CivilDate) -> Bool {
        let (_, month, day) = date.parts
        switch (month, day) {
        case (1, 1), (5, 1), (12, 24...26), (12, 31): return true
        default:
            return NewYorkHolidays.isGoodFriday(date)
                || (date.weekday == .monday && NewYorkHolidays.isGoodFriday(date.adding(days: -3)))
        }
    }
}
