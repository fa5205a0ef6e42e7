internal import CivilTime
internal import LuaBridge
internal import TWSWire

/// Complete bars of one contract: `#h`, `h[i].close`, `h:column("close")`, `h:resample("5 min")`, iteration; a live
/// series grows.
final class Series: LuaObject {
    /// What the bars have in common.
    struct Kind {
        /// The contract's symbol, for display.
        var symbol: String
        /// The bar size.
        var size: HistoryBarSize
        /// The contract's time zone, in which days begin.
        var zone: ZoneRules
        /// The shape of bars in Lua.
        var shape: LuaShape
    }

    let kind: Kind
    @exclusivity(unchecked) var content: BarSequence { didSet { if content.count > paid { pay() } } }
    /// Whether it is growing.
    var isOn: Bool
    private weak var desk: BarDesk?
    /// Its memory, charged to the script, and the number of bars that it covers.
    private var loans: [LuaLoan]
    private var paid: Int
    private unowned let session: ScriptSession

    /// Creates a series that stays as it is or that its desk extends.
    ///
    /// - Throws: ``LuaRaise/outOfMemory``.
    init(_ content: BarSequence, _ kind: Kind, session: ScriptSession, desk: BarDesk? = nil) throws(LuaRaise) {
        loans = [try session.vm.borrow(512 + content.count * SeriesBar.footprint)]
        self.session = session
        paid = content.count
        self.kind = kind
        self.content = content
        self.desk = desk
        isOn = desk != nil
    }

    /// Charges the memory of added bars, a hundred bars at a time.
    private func pay() {
        guard paid < BarSequence.longest else { return }
        loans.append(session.vm.lend(100 * SeriesBar.footprint))
        paid += 100
    }

    /// Returns another series that stays as it is.
    func made(of bars: [SeriesBar], _ kind: Kind) throws(LuaRaise) -> Series {
        try Series(BarSequence(bars), kind, session: session)
    }

    /// Ends its growth; the bars stay.
    func off() {
        guard isOn else { return }
        isOn = false
        desk?.remove(self)
    }

    /// Pushes a bar as a script sees it: with `filled` if it was missed at first.
    ///
    /// - Parameter fields: The fields that the script can see.
    func push(_ bar: SeriesBar, to writer: LuaWriter, _ fields: BarFields = .all) {
        writer.push(bar, isFilled: content.filled.contains(bar.time), as: kind.shape, fields)
    }

    /// The error for an index below 1.
    static func belowFirst(_ place: Int) -> LuaRaise {
        LuaRaise(message: "series[\(place)]: Lua counts from 1", remedy: "the first is h[1], the last h[#h]")
    }

    static func describe() -> LuaClass<Series> {
        var description: LuaClass<Series> = Members.of("series")
        description.length = { $0.content.count }
        description.pushElement = { series, place, writer in series.push(series.content[place], to: writer) }
        description.belowFirst = belowFirst
        description.text = { "<series \($0.kind.symbol) \($0.kind.size.text) bars=\($0.content.count)>" }
        description.method("off") { series, _ in
            series.off()
            return .returned
        }
        description.method("column", column)
        description.method("forming") { series, frame in
            guard let bar = series.content.forming else { return .value(.nil) }
            series.push(bar, to: frame.results)
            return .returned
        }
        description.method("resample", Resampling.call)
        return description
    }

    private static func column(_ series: Series, _ frame: borrowing LuaFrame) throws -> HostResult {
        let name = frame.string(1) ?? ""
        guard let column = BarColumn(named: name) else {
            throw Members.unknown(name, of: "series", among: BarColumn.names)
        }
        let content = series.content
        frame.charge(content.count)
        let writer = frame.results
        writer.pushArray(count: content.count) { column.push(content[$0], to: writer) }
        return .returned
    }
}
