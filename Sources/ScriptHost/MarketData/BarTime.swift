/// The time of a bar as TWS writes it: seconds since the epoch, or a day as `yyyyMMdd`.
enum BarTime {
    /// Seconds since the epoch; a day begins at 00:00 UTC. `nil` for any other form.
    static func seconds(_ text: String) -> Double? {
        guard let number = Int(text) else { return nil }
        guard text.utf8.count == 8 else { return Double(number) }
        return day(number / 10_000, number / 100 % 100, number % 100).map { Double($0) * 86_400 }
    }

    /// Days from 1970-01-01 to a date of the Gregorian calendar.
    static func day(_ year: Int, _ month: Int, _ day: Int) -> Int? {
        guard (1...12).contains(month), (1...31).contains(day) else { return nil }
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}
