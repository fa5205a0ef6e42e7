internal import Notation

/// The time of a bar as TWS writes it: seconds since the epoch, or a day as `yyyyMMdd`.
enum BarTime {
    /// Seconds since the epoch; a day begins at 00:00 UTC. `nil` for any other form.
    static func seconds(_ text: String) -> Double? {
        guard let number = Int(text) else { return nil }
        guard text.utf8.count == 8 else { return Double(number) }
        let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100)
        guard (1...12).contains(month), (1...31).contains(day) else { return nil }
        return Double(CivilDays.count(year: year, month: month, day: day)) * 86_400
    }
}
