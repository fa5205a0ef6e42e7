internal import LuaBridge
internal import TWSWire

/// A tick as a script sees it.
struct SeriesTick: Hashable, Sendable {
    /// Seconds since the epoch.
    var time: Int
    /// The price of a trade or a midpoint; NaN if there is none.
    var price = Double.nan
    var size = Double.nan
    var bid = Double.nan
    var ask = Double.nan
    var bidSize = Double.nan
    var askSize = Double.nan
    var exchange = ""

    /// The fields, in display order.
    static let keys = ["time", "price", "size", "exchange", "bid", "ask", "bidSize", "askSize"]
    /// The size of a tick in a series, in bytes.
    static let footprint = MemoryLayout<SeriesTick>.stride

    /// Creates a live tick.
    init(_ tick: ServerMessage.TickByTick) {
        time = tick.time
        switch tick.tickType {
        case 1, 2:
            (price, exchange) = (tick.price, tick.exchange)
            size = tick.size?.double ?? .nan
        case 3:
            (bid, ask) = (tick.bidPrice, tick.askPrice)
            (bidSize, askSize) = (tick.bidSize?.double ?? .nan, tick.askSize?.double ?? .nan)
        default: price = tick.midPoint
        }
    }

    /// Creates a historical trade.
    init(_ tick: HistoricalTickLast) {
        (time, price, exchange) = (tick.time, tick.price, tick.exchange)
        size = tick.size?.double ?? .nan
    }

    /// Creates a historical quote.
    init(_ tick: HistoricalTickBidAsk) {
        (time, bid, ask) = (tick.time, tick.priceBid, tick.priceAsk)
        (bidSize, askSize) = (tick.sizeBid?.double ?? .nan, tick.sizeAsk?.double ?? .nan)
    }

    /// Creates a historical midpoint.
    init(_ tick: HistoricalTick) { (time, price) = (tick.time, tick.price) }

    /// Returns the value of the field at an index of ``keys``, or nil if there is none.
    func value(_ place: Int) -> LuaValue {
        switch place {
        case 0: .integer(time)
        case 1: Self.number(price)
        case 2: Self.amount(size)
        case 3: LuaValue(exchange)
        case 4: Self.number(bid)
        case 5: Self.number(ask)
        case 6: Self.amount(bidSize)
        default: Self.amount(askSize)
        }
    }

    private static func number(_ value: Double) -> LuaValue { value.isNaN ? .nil : .number(value) }

    private static func amount(_ value: Double) -> LuaValue { value.isNaN ? .nil : BarColumn.size(value) }
}

/// The result of `ticks`: `#t`, `t[i].price`, `t:column("price")`, iteration; a live one grows.
final class TickSeries: LiveStream {
    static let event: String? = "tick"
    /// The largest number of ticks kept in a live series; the oldest are dropped first.
    private static let longest = 100_000

    private let symbol: String
    private let kind: String
    private let shape: LuaShape
    private unowned let session: ScriptSession
    private(set) var ticks: [SeriesTick] = []
    private var loans: [LuaLoan] = []
    private var paid = 0
    var isOn = false

    init(_ symbol: String, _ kind: String, session: ScriptSession) throws(ScriptError) {
        (self.symbol, self.kind, self.session) = (symbol, kind, session)
        shape = try session.shapes.own("tick", keys: SeriesTick.keys)
    }

    func take(_ message: ServerMessage) -> Bool {
        switch message {
        case .tickByTick(let tick): add([SeriesTick(tick)])
        // Earlier ticks, if the request asked for some.
        case .historicalTicksLast(let past): add(past.ticks.map { SeriesTick($0) })
        case .historicalTicksBidAsk(let past): add(past.ticks.map { SeriesTick($0) })
        case .historicalTicks(let past): add(past.ticks.map { SeriesTick($0) })
        default: return false
        }
        return true
    }

    /// Adds ticks; the oldest are dropped if there are too many.
    func add(_ more: [SeriesTick]) {
        ticks += more
        if ticks.count > Self.longest { ticks.removeFirst(max(ticks.count - Self.longest, Self.longest / 10)) }
        while paid < ticks.count {
            loans.append(session.vm.lend(100 * SeriesTick.footprint))
            paid += 100
        }
    }

    func push(to writer: LuaWriter) {
        guard let tick = ticks.last else { return writer.pushNil() }
        push(tick, to: writer)
    }

    private func push(_ tick: SeriesTick, to writer: LuaWriter) {
        writer.push(shape) { record in
            for place in SeriesTick.keys.indices {
                let value = tick.value(place)
                if value != .nil { record.set(place, value) }
            }
        }
    }

    /// The error for an index below 1.
    static func belowFirst(_ place: Int) -> LuaRaise {
        LuaRaise(message: "ticks[\(place)]: Lua counts from 1", remedy: "the first is t[1], the last t[#t]")
    }

    static func describe() -> LuaClass<TickSeries> {
        var description: LuaClass<TickSeries> = Members.of("ticks")
        description.length = { $0.ticks.count }
        description.pushElement = { series, place, writer in series.push(series.ticks[place], to: writer) }
        description.belowFirst = belowFirst
        description.text = { "<ticks \($0.symbol) \($0.kind) ticks=\($0.ticks.count)>" }
        description.method("off") { series, _ in
            series.session.streams.remove(series)
            return .returned
        }
        description.method("column") { series, frame in
            let name = frame.string(1) ?? ""
            guard let place = SeriesTick.keys.firstIndex(of: name) else {
                throw Members.unknown(name, of: "ticks", among: SeriesTick.keys)
            }
            frame.charge(series.ticks.count)
            frame.results.pushArray(count: series.ticks.count) { frame.results.push(series.ticks[$0].value(place)) }
            return .returned
        }
        return description
    }
}
