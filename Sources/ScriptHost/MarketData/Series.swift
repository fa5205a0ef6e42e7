internal import LuaBridge
internal import TWSWire

/// Bars of one contract, as `history` gives them: `#h`, `h[i].close`, `h:column("close")`, iteration.
final class Series: LuaObject {
    /// Fields of a bar, in the order in which they are shown.
    static let names = ["time", "open", "high", "low", "close", "volume", "wap", "barCount", "date"]

    let bars: [Bar]

    init(_ bars: [Bar]) { self.bars = bars }

    private static func value(of name: String, in bar: Bar) -> LuaValue {
        switch name {
        case "time": LuaValue(BarTime.seconds(bar.date))
        case "date": LuaValue(bar.date)
        case "open": .number(bar.open)
        case "high": .number(bar.high)
        case "low": .number(bar.low)
        case "close": .number(bar.close)
        case "volume": bar.volume.map { LuaValue($0) } ?? .nil
        case "wap": bar.wap.map { .number($0.double) } ?? .nil
        case "barCount": .integer(bar.barCount)
        default: .nil
        }
    }

    static func describe() -> LuaClass<Series> {
        var description = LuaClass<Series>(name: "series")
        description.length = { $0.bars.count }
        description.element = { series, position in
            guard series.bars.indices.contains(position - 1) else { return nil }
            let bar = series.bars[position - 1]
            return .table(names.map { ($0, value(of: $0, in: bar)) }.filter { $0.1 != .nil })
        }
        description.property = { _, name in
            throw Members.unknown(name, of: "series", among: ["column", "each", "last", "first"])
        }
        description.text = { "<series bars=\($0.bars.count)>" }
        description.method("column") { series, frame in
            let name = frame.string(1) ?? ""
            guard names.contains(name) else { throw Members.unknown(name, of: "series", among: names) }
            frame.charge(series.bars.count)
            frame.results.pushArray(count: series.bars.count) { position in
                let value = value(of: name, in: series.bars[position])
                frame.results.push(value)
            }
            return .returned
        }
        return description
    }
}
