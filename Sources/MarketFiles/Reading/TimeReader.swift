internal import CivilTime
internal import Notation

/// Reads the times of a file: converts a row's fields to seconds on its clock and to a moment.
///
/// The rows of a day share its offset from UTC, unless clocks change on it, so that zones are looked up once a day.
struct TimeReader: Sendable {
    /// The time of a row.
    struct Reading: Hashable, Sendable {
        /// Nanoseconds since 1970-01-01 00:00 on the row's clock.
        var written: Int64
        /// How far that clock is ahead of UTC, in seconds.
        var offset: Int64
    }

    private let zone: ZoneRules
    private let zones: @Sendable (String) -> ZoneRules?
    private var day = Int.min
    private var offset: Int64?
    private var named: (name: String, rules: ZoneRules)?

    init(_ zone: ZoneRules, _ zones: @escaping @Sendable (String) -> ZoneRules?) {
        self.zone = zone
        self.zones = zones
    }

    /// Reads a moment, or a date whose time of day is in a field of its own; `nil` if it is neither.
    mutating func read(_ field: Span<UInt8>, clock: Span<UInt8>?) -> Reading? {
        if clock == nil, let epoch = Self.epoch(field) { return reading(ofEpoch: epoch) }
        guard let (days, end) = Self.date(field) else { return nil }
        var place = end
        var nanoseconds: Int64 = 0
        if let clock {
            var end = 0
            guard let time = Self.clock(clock, &end), end == clock.count else { return nil }
            nanoseconds = time
        } else if place < field.count {
            guard let time = Self.separated(field, &place) else { return nil }
            nanoseconds = time
        }
        let written = Int64(days) * 86_400_000_000_000 + nanoseconds
        guard place < field.count else { return Reading(written: written, offset: offset(days, written)) }
        return zoned(FieldText.of(field.extracting(place...)), written)
    }

    /// Returns a moment on the file's clock, so that the midnight at which a day's bar begins is one; midnight of UTC is
    /// one as well.
    private mutating func reading(ofEpoch epoch: Int64) -> Reading {
        guard epoch % 86_400_000_000_000 != 0 else { return Reading(written: epoch, offset: 0) }
        let seconds = epoch / 1_000_000_000
        let offset = commonOffset(Int(seconds / 86_400)) ?? Int64(zone.setting(at: seconds).offset)
        return Reading(written: epoch + offset * 1_000_000_000, offset: offset)
    }

    /// Returns the offset of the file's zone at a time of a day.
    private mutating func offset(_ days: Int, _ written: Int64) -> Int64 {
        commonOffset(days) ?? Self.offset(zone, written)
    }

    /// Returns the offset of the file's zone around a day; `nil` if clocks change then.
    private mutating func commonOffset(_ days: Int) -> Int64? {
        if days != day {
            day = days
            let start = Int64(days) * 86_400
            let (before, after) = (zone.setting(at: start - 86_400).offset, zone.setting(at: start + 172_800).offset)
            offset = before == after ? Int64(before) : nil
        }
        return offset
    }

    private static func offset(_ zone: ZoneRules, _ written: Int64) -> Int64 {
        let seconds = written / 1_000_000_000
        return seconds - zone.moment(LocalTime(seconds: seconds))
    }

    /// Reads a moment followed by an offset or the name of a zone.
    private mutating func zoned(_ text: String, _ written: Int64) -> Reading? {
        let name = text.filter { $0 != " " }
        if let named, named.name == name {
            return Reading(written: written, offset: Self.offset(named.rules, written))
        }
        switch TimeText.read("2000-01-01 00:00 " + name)?.zone {
        case .offset(let seconds): return Reading(written: written, offset: Int64(seconds))
        case .name(let name):
            guard let rules = zones(name) else { return nil }
            named = (name, rules)
            return Reading(written: written, offset: Self.offset(rules, written))
        case nil: return nil
        }
    }

    // MARK: Parts

    /// Reads seconds, milliseconds, microseconds or nanoseconds since 1970; the number of digits tells which.
    private static func epoch(_ field: Span<UInt8>) -> Int64? {
        guard (10...19).contains(field.count), field.count != 14, let value = digits(field, 0, field.count) else {
            return nil
        }
        switch field.count {
        case 10: return Int64(value) * 1_000_000_000
        case 13: return Int64(value) * 1_000_000
        case 16: return Int64(value) * 1_000
        case 19: return Int64(value)
        default: return nil
        }
    }

    /// Reads `2026-03-09`, `20260309` or `3/9/2026`: the days since 1970 and where the text goes on.
    private static func date(_ field: Span<UInt8>) -> (days: Int, end: Int)? {
        if let year = digits(field, 0, 4) {
            if field.count >= 10, field[4] == field[7], field[4] == UInt8(ascii: "-") || field[4] == UInt8(ascii: "/") {
                return day(year, digits(field, 5, 2), digits(field, 8, 2), 10)
            }
            return day(year, digits(field, 4, 2), digits(field, 6, 2), 8)
        }
        var place = 0
        var parts: [Int] = []
        while parts.count < 3 {
            let start = place
            while place < field.count, place - start < 4, field[place] >= 0x30, field[place] <= 0x39 { place += 1 }
            guard place > start, let part = digits(field, start, place - start) else { return nil }
            parts.append(part)
            guard parts.count < 3 else { break }
            guard place < field.count, field[place] == UInt8(ascii: "/") else { return nil }
            place += 1
        }
        guard parts[2] >= 1000 else { return nil }
        return day(parts[2], parts[0], parts[1], place)
    }

    private static func day(_ year: Int, _ month: Int?, _ day: Int?, _ end: Int) -> (days: Int, end: Int)? {
        guard let month, let day, (1678...2261).contains(year), (1...12).contains(month), (1...31).contains(day) else {
            return nil
        }
        let days = CivilDays.count(year: year, month: month, day: day)
        return day > 28 && CivilDays.date(days).month != month ? nil : (days, end)
    }

    /// Reads a time of day after a date, or none before a zone; `place` moves past it.
    private static func separated(_ field: Span<UInt8>, _ place: inout Int) -> Int64? {
        let separator = field[place]
        if separator == UInt8(ascii: "+") { return 0 }
        guard separator == 0x20 || separator == UInt8(ascii: "T") else { return nil }
        while place < field.count, field[place] == 0x20 || field[place] == UInt8(ascii: "T") { place += 1 }
        return clock(field, &place)
    }

    /// Reads `09:30`, `09:30:15`, `09:30:15.25` or `093015` in nanoseconds; `place` moves past it.
    private static func clock(_ field: Span<UInt8>, _ place: inout Int) -> Int64? {
        var start = place
        if field.count > start + 1, field[start + 1] == UInt8(ascii: ":") { start -= 1 }
        guard let hour = start < place ? digits(field, place, 1) : digits(field, place, 2), hour < 24 else {
            return nil
        }
        place = start + 2
        let hasColons = place < field.count && field[place] == UInt8(ascii: ":")
        guard let minute = digits(field, place + (hasColons ? 1 : 0), 2), minute < 60 else { return nil }
        place += hasColons ? 3 : 2
        var seconds = hour * 3_600 + minute * 60
        let next = place + (hasColons ? 1 : 0)
        if !hasColons || place < field.count && field[place] == UInt8(ascii: ":"), let second = digits(field, next, 2) {
            guard second < 60 else { return nil }
            seconds += second
            place = next + 2
        }
        var nanoseconds = Int64(seconds) * 1_000_000_000
        guard place < field.count, field[place] == UInt8(ascii: ".") else { return nanoseconds }
        place += 1
        var unit: Int64 = 100_000_000
        while place < field.count, field[place] >= 0x30, field[place] <= 0x39 {
            nanoseconds += Int64(field[place] - 0x30) * unit
            unit /= 10
            place += 1
        }
        return nanoseconds
    }

    private static func digits(_ field: Span<UInt8>, _ start: Int, _ count: Int) -> Int? {
        guard start >= 0, start + count <= field.count else { return nil }
        var value = 0
        for place in start..<start + count {
            let byte = field[place]
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        return value
    }
}
