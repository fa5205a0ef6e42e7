internal import LuaBridge
internal import TWSWire

/// Bars of one contract, as `history` gives them: `#h`, `h[i].close`, `h:column("close")`, iteration; some grow.
final class Series: LuaObject {
    /// A column: the field of a bar with this name.
    private struct Column {
        let name: String
        let value: @Sendable (Bar) -> LuaValue?
    }

    /// In the order in which a bar's fields are shown.
    private static let columns: [Column] = [
        Column(name: "time") { LuaValue(BarTime.seconds($0.date)) },
        Column(name: "open") { .number($0.open) },
        Column(name: "high") { .number($0.high) },
        Column(name: "low") { .number($0.low) },
        Column(name: "close") { .number($0.close) },
        Column(name: "volume") { $0.volume.map { LuaValue($0) } },
        Column(name: "wap") { $0.wap.map { .number($0.double) } },
        Column(name: "barCount") { .integer($0.barCount) },
        Column(name: "date") { LuaValue($0.date) },
    ]

    var content: BarSequence
    var bars: [Bar] { content.bars }
    /// Whether it grows.
    var isOn: Bool
    private weak var desk: BarDesk?

    /// A series; one with a desk grows.
    init(_ bars: [Bar], desk: BarDesk? = nil) {
        content = BarSequence(bars)
        self.desk = desk
        isOn = desk != nil
    }

    /// Ends its growth; the bars stay.
    func off() {
        guard isOn else { return }
        isOn = false
        desk?.remove(self)
    }

    /// A bar as scripts see it: with `filled` where it was missed at first.
    func table(of bar: Bar) -> LuaValue {
        var fields = Self.columns.map { ($0.name, $0.value(bar) ?? .nil) }.filter { $0.1 != .nil }
        if content.filled.contains(bar.date) { fields.append(("filled", .bool(true))) }
        return .table(fields)
    }

    static func describe() -> LuaClass<Series> {
        var description: LuaClass<Series> = Members.of("series")
        description.length = { $0.bars.count }
        description.element = { series, place in series.table(of: series.bars[place])
        }
        description.text = { "<series bars=\($0.bars.count)>" }
        description.method("off") { series, _ in
            series.off()
            return .returned
        }
        description.method("column") { series, frame in
            let name = frame.string(1) ?? ""
            guard let column = columns.first(where: { $0.name == name }) else {
                throw Members.unknown(name, of: "series", among: columns.map(\.name))
            }
            frame.charge(series.bars.count)
            frame.results.pushArray(count: series.bars.count) { position in
                frame.results.push(column.value(series.bars[position]) ?? .nil)
            }
            return .returned
        }
        return description
    }
}
