package import TWSWire

/// The lengths of bars and of requests for them, from IB's texts.
package enum BarSpan {
    /// Returns the seconds of a bar size such as `5 secs`, `1 min` or `1 day`; `nil` for an invalid text. A month
    /// counts as 31 days.
    package static func seconds(barSize text: String) -> Double? {
        guard let (number, unit) = parts(text) else { return nil }
        let length: Double? =
            switch unit {
            case "sec", "secs": 1
            case "min", "mins": 60
            case "hour", "hours": 3600
            case "day", "days": day
            case "week", "weeks": 7 * day
            case "month", "months": 31 * day
            default: nil
            }
        return length.map { number * $0 }
    }

    /// Returns the seconds of a duration such as `1800 S`, `2 D` or `1 Y`; `nil` for an invalid text.
    package static func seconds(duration text: String) -> Double? {
        guard let (number, unit) = parts(text) else { return nil }
        let length: Double? =
            switch unit.uppercased() {
            case "S": 1
            case "D": day
            case "W": 7 * day
            case "M": 31 * day
            case "Y": 365 * day
            default: nil
            }
        return length.map { number * $0 }
    }

    /// Returns the shortest duration that covers a number of seconds; above a day in whole days, above a year in whole
    /// years.
    package static func duration(covering seconds: Double) -> String {
        let whole = max(1, seconds.rounded(.up))
        if whole <= day { return "\(Int(whole)) S" }
        let days = (whole / day).rounded(.up)
        return days <= 365 ? "\(Int(days)) D" : "\(Int(min(days / 365, 100).rounded(.up))) Y"
    }

    private static let day = 86_400.0

    private static func parts(_ text: String) -> (number: Double, unit: String)? {
        let words = text.split(separator: " ")
        guard words.count == 2, let number = Int(words[0]), number > 0 else { return nil }
        return (Double(number), String(words[1]))
    }
}

extension ClientMessage.ReqHistoricalData {
    /// Returns the request with a duration that covers the last `seconds` and the bars across both ends of that span;
    /// the same request if its own duration already does.
    package func covering(seconds: Double) -> Self {
        var request = self
        let needed = seconds + 2 * (BarSpan.seconds(barSize: barSizeSetting) ?? 0)
        if let own = BarSpan.seconds(duration: durationStr), own < needed {
            request.durationStr = BarSpan.duration(covering: needed)
        }
        return request
    }
}
