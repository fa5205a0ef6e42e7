internal import CivilTime
internal import LuaBridge
internal import Notation
internal import TWSWire

/// A bar as a script sees it: what TWS leaves out is absent, whatever TWS writes in its place.
package struct SeriesBar: Hashable, Sendable {
    /// The start of the bar in seconds since the epoch; for bars of a day and longer, 00:00 in the contract's time
    /// zone.
    var time: Int
    var open: Double
    var high: Double
    var low: Double
    var close: Double
    /// NaN if there is none, as in bars of quotes.
    var volume: Double
    /// The volume-weighted average price; NaN if there is none.
    var wap: Double
    /// The number of trades; -1 if unknown.
    var barCount: Int

    /// Creates a bar from its parts.
    package init(
        time: Int,
        open: Double,
        high: Double,
        low: Double,
        close: Double,
        volume: Double = .nan,
        wap: Double = .nan,
        barCount: Int = -1
    ) {
        (self.time, self.open, self.high, self.low, self.close) = (time, open, high, low, close)
        (self.volume, self.wap, self.barCount) = (volume, wap, barCount)
    }

    /// Creates a bar from TWS's; `nil` if its date cannot be read.
    ///
    /// - Parameter zone: The contract's time zone, in which a day begins.
    init?(_ bar: Bar, in zone: ZoneRules) {
        guard let time = Self.time(bar.date, in: zone) else { return nil }
        self.init(time: time, open: bar.open, high: bar.high, low: bar.low, close: bar.close)
        if let volume = bar.volume?.double, volume >= 0 {
            self.volume = volume
            if let wap = bar.wap?.double, wap != -1 || bar.barCount >= 0 { self.wap = wap }
            barCount = max(-1, bar.barCount)
        }
    }

    /// Parses a bar's time as TWS writes it: seconds since the epoch, or a day as `yyyyMMdd`; `nil` for any other form.
    static func time(_ text: String, in zone: ZoneRules) -> Int? {
        guard let number = Int(text) else { return nil }
        guard text.utf8.count == 8 else { return number }
        let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100)
        guard (1...12).contains(month), (1...31).contains(day) else { return nil }
        let days = CivilDays.count(year: year, month: month, day: day)
        return Int(zone.moment(LocalTime(seconds: Int64(days) * 86_400)))
    }

    /// The size of a bar in a series, in bytes.
    static let footprint = MemoryLayout<SeriesBar>.stride
}

/// The columns of a series and the fields of its bars, in display order.
enum BarColumn: String, CaseIterable {
    case time, open, high, low, close, volume, wap, barCount

    /// Alternative field names: ib_async's and IB's own.
    static let older = ["date": "time", "count": "barCount", "average": "wap", "WAP": "wap", "m_date": "time"]

    /// The column names that a script may write.
    static let names = allCases.map(\.rawValue) + ["date"]

    init?(named name: String) { self.init(rawValue: Self.older[name] ?? name) }

    /// Pushes a bar's value, or nil if there is none.
    func push(_ bar: SeriesBar, to writer: LuaWriter) {
        switch self {
        case .time: writer.push(bar.time)
        case .open: writer.push(bar.open)
        case .high: writer.push(bar.high)
        case .low: writer.push(bar.low)
        case .close: writer.push(bar.close)
        case .volume: if bar.volume.isNaN { writer.pushNil() } else { writer.push(Self.size(bar.volume)) }
        case .wap: if bar.wap.isNaN { writer.pushNil() } else { writer.push(bar.wap) }
        case .barCount: if bar.barCount < 0 { writer.pushNil() } else { writer.push(bar.barCount) }
        }
    }

    /// Returns a size, as an integer if it is whole.
    static func size(_ value: Double) -> LuaValue {
        Int(exactly: value).map(LuaValue.integer) ?? .number(value)
    }
}

extension StructureShapes {
    /// Returns the shape of bars.
    func bars() throws(ScriptError) -> LuaShape {
        try own("bar", keys: BarFields.names, older: BarColumn.older)
    }
}

/// Some of the fields of a bar's record, by their places in its shape.
struct BarFields {
    private let places: UInt16

    /// All fields.
    static let all = BarFields(places: .max)

    /// The fields of a bar's shape in display order: the columns, and whether the bar was missed at first.
    static let names = BarColumn.allCases.map(\.rawValue) + ["filled"]

    private init(places: UInt16) { self.places = places }

    /// Finds the fields with these names, older ones included; `nil` if one of them is no field of a bar.
    init?(named names: Set<String>) {
        var places: UInt16 = 0
        for name in names {
            guard let place = Self.names.firstIndex(of: BarColumn.older[name] ?? name) else { return nil }
            places |= 1 << place
        }
        self.places = places
    }

    subscript(place: Int) -> Bool { places >> place & 1 == 1 }
}

extension LuaWriter {
    /// Pushes a bar as a record, with `filled` if it was missed at first.
    ///
    /// - Parameter fields: The fields to push, of those that the bar has.
    func push(_ bar: SeriesBar, isFilled: Bool, as shape: LuaShape, _ fields: BarFields = .all) {
        push(shape) { record in
            if fields[0] { record.set(0, bar.time) }
            if fields[1] { record.set(1, bar.open) }
            if fields[2] { record.set(2, bar.high) }
            if fields[3] { record.set(3, bar.low) }
            if fields[4] { record.set(4, bar.close) }
            if fields[5], !bar.volume.isNaN { record.set(5, BarColumn.size(bar.volume)) }
            if fields[6], !bar.wap.isNaN { record.set(6, bar.wap) }
            if fields[7], bar.barCount >= 0 { record.set(7, bar.barCount) }
            if fields[8], isFilled { record.set(8, true) }
        }
    }
}
