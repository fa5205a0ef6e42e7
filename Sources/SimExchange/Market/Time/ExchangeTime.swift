internal import Notation
internal import TWSWire

/// The formats in which TWS writes and reads times.
package enum ExchangeTime {
    /// Returns `yyyyMMdd HH:mm:ss ZONE`, as in bars, executions and completed orders: `20260413 15:27:04 US/Eastern`.
    package static func text(_ instant: ExchangeInstant, in zone: ExchangeZone) -> String {
        let (date, second) = zone.local(instant)
        let (year, month, day) = date.parts
        // Every bar has such a text.
        var text: [UInt8] = []
        text.reserveCapacity(40)
        append(year / 100, to: &text)
        append(year % 100, to: &text)
        append(month, to: &text)
        append(day, to: &text)
        text.append(UInt8(ascii: " "))
        append(second / 3600, to: &text)
        text.append(UInt8(ascii: ":"))
        append(second / 60 % 60, to: &text)
        text.append(UInt8(ascii: ":"))
        append(second % 60, to: &text)
        text.append(UInt8(ascii: " "))
        text.append(contentsOf: zone.name.utf8)
        return String(decoding: text, as: UTF8.self)
    }

    /// Appends two digits.
    private static func append(_ number: Int, to text: inout [UInt8]) {
        text.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / 10 % 10))
        text.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10))
    }

    /// Returns a text with a zone as a server version writes it: versions without zones use two blanks and omit the
    /// zone.
    static func text(_ text: String, forVersion version: Int) -> String {
        guard version < ServerVersion.instrumentTimezone else { return text }
        let parts = text.split(separator: " ")
        guard parts.count == 3 else { return text }
        return "\(parts[0])  \(parts[1])"
    }

    /// Returns `yyyyMMdd-HH:mm:ss` in UTC, as in head timestamps: `19801212-14:30:00`.
    package static func utcText(_ instant: ExchangeInstant) -> String {
        dashedText(instant, in: .utc)
    }

    /// Returns `yyyyMMdd-HH:mm:ss` in `zone`, as in historical schedules, which name their zone in a field of its own.
    package static func dashedText(_ instant: ExchangeInstant, in zone: ExchangeZone) -> String {
        let (date, second) = zone.local(instant)
        return "\(date.text)-\(Digits.clock(second))"
    }

    /// Returns `yyyy-MM-dd HH:mm:ss ZONE`, as in the warning that an order is held.
    static func warningText(_ instant: ExchangeInstant, in zone: ExchangeZone) -> String {
        let (date, second) = zone.local(instant)
        let digits = date.text
        return
            "\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.suffix(2)) \(Digits.clock(second)) \(zone.name)"
    }

    /// Returns `yyyyMMdd`, the day in `zone` at `instant`.
    package static func dateText(_ instant: ExchangeInstant, in zone: ExchangeZone) -> String {
        zone.local(instant).date.text
    }

    /// Returns `HH:mm`, as in updateAccountTime.
    package static func minuteText(_ instant: ExchangeInstant, in zone: ExchangeZone) -> String {
        String(Digits.clock(zone.local(instant).secondOfDay).prefix(5))
    }

    /// Returns `yyyyMMdd:HHmm`, as in tradingHours and liquidHours.
    static func hoursText(_ instant: ExchangeInstant, in zone: ExchangeZone) -> String {
        let (date, second) = zone.local(instant)
        return "\(date.text):\(Digits.padded(second / 3600, to: 2))\(Digits.padded(second / 60 % 60, to: 2))"
    }
}
