internal import LuaBridge
internal import Trading

/// The result of `bar_builder{seconds = 60}`, `{ticks = 100}` or `{volume = 10000}`: bars built from ticks.
///
/// `:push(price[, size[, time]])` or `:push(tick)` returns the bar that it completes, or nil.
final class BarBuilder: LuaObject {
    /// When a bar is complete.
    enum Measure {
        /// At the end of a span of this many seconds, counted from the epoch.
        case seconds(Int)
        /// After this many ticks.
        case ticks(Int)
        /// With the tick that brings its volume to this amount.
        case volume(Double)
    }

    private let measure: Measure
    private let shape: LuaShape
    private unowned let session: ScriptSession
    private(set) var current: SeriesBar?
    private var sum = 0.0

    static let entries = [HostEntry("bar_builder", make)]

    init(_ measure: Measure, session: ScriptSession) throws(ScriptError) {
        (self.measure, self.session) = (measure, session)
        shape = try session.shapes.bars()
    }

    private static func make(_ session: ScriptSession, _ frame: borrowing LuaFrame) throws -> HostResult {
        let entries = try frame.options(1, function: "bar_builder")
        guard entries.count == 1 else { throw oneMeasure }
        let measure = try measure(entries[0].key, entries[0].value)
        return .value(.object(try BarBuilder(measure, session: session)))
    }

    /// The error for no measure, or several.
    static let oneMeasure = LuaRaise(
        message: "bar_builder: expected one measure",
        remedy: "bar_builder{seconds = 60}, {ticks = 100} or {volume = 10000}"
    )

    /// Returns what bars are measured by.
    static func measure(_ key: String, _ value: LuaValue) throws(LuaRaise) -> Measure {
        switch (key, value) {
        case ("seconds", .integer(let seconds)) where (1...86_400).contains(seconds): return .seconds(seconds)
        case ("ticks", .integer(let ticks)) where (1...1_000_000).contains(ticks): return .ticks(ticks)
        case ("volume", .integer(let volume)) where volume > 0: return .volume(Double(volume))
        case ("volume", .number(let volume)) where volume > 0: return .volume(volume)
        case ("seconds", _), ("ticks", _), ("volume", _):
            throw LuaRaise(message: "bar_builder: \(key): expected a whole number above 0")
        default: throw Members.unknown(key, of: "bar_builder", among: ["seconds", "ticks", "volume"])
        }
    }

    /// Adds a trade; returns the bar that it completes.
    func push(_ price: Double, _ size: Double, at time: Int) -> SeriesBar? {
        if case .seconds(let length) = measure {
            let begin = time - (time % length + length) % length
            if let done = current, done.time < begin {
                start(price, size, at: begin)
                return done
            }
            add(price, size, at: begin)
            return nil
        }
        add(price, size, at: time)
        guard let bar = current else { return nil }
        let isDone =
            switch measure {
            case .seconds: false
            case .ticks(let count): bar.barCount >= count
            case .volume(let volume): bar.volume >= volume
            }
        guard isDone else { return nil }
        current = nil
        return bar
    }

    private func start(_ price: Double, _ size: Double, at time: Int) {
        sum = price * size
        current = SeriesBar(
            time: time,
            open: price,
            high: price,
            low: price,
            close: price,
            volume: size,
            wap: price,
            barCount: 1
        )
    }

    private func add(_ price: Double, _ size: Double, at time: Int) {
        guard var bar = current else { return start(price, size, at: time) }
        (bar.high, bar.low, bar.close) = (max(bar.high, price), min(bar.low, price), price)
        sum += price * size
        bar.volume += size
        bar.barCount += 1
        if bar.volume > 0 { bar.wap = sum / bar.volume }
        current = bar
    }

    static func describe() -> LuaClass<BarBuilder> {
        var description: LuaClass<BarBuilder> = Members.of("bar_builder")
        description.method("push") { builder, frame in
            let (price, size, time) = try builder.tick(frame)
            guard let bar = builder.push(price, size, at: time) else { return .value(.nil) }
            frame.results.push(bar, isFilled: false, as: builder.shape)
            return .returned
        }
        description.method("forming") { builder, frame in
            guard let bar = builder.current else { return .value(.nil) }
            frame.results.push(bar, isFilled: false, as: builder.shape)
            return .returned
        }
        return description
    }

    /// Reads a tick of `ticks`, or a price, a size and a time; the size defaults to 0 and the time to the run's.
    private func tick(_ frame: borrowing LuaFrame) throws(LuaRaise) -> (price: Double, size: Double, time: Int) {
        func number(_ value: LuaValue) -> Double? {
            switch value {
            case .integer(let number): Double(number)
            case .number(let number): number
            default: nil
            }
        }
        let isTable = frame.number(1) == nil
        let price = isTable ? number(try frame.field(1, "price")) : frame.number(1)
        guard let price, price.isFinite else {
            throw LuaRaise(
                message: "bar_builder:push: expected a price, or a tick with a price",
                remedy: "push(tick.price, tick.size, tick.time)"
            )
        }
        let size = isTable ? number(try frame.field(1, "size")) : frame.number(2)
        let time = isTable ? number(try frame.field(1, "time")) : frame.number(3)
        let areNumbers = isTable || (frame.isNil(2) || size != nil) && (frame.isNil(3) || time != nil)
        guard let moment = Int(exactly: (time ?? session.now.seconds).rounded(.down)), size?.isFinite ?? true,
            areNumbers
        else {
            throw LuaRaise(message: "bar_builder:push: size and time must be numbers")
        }
        return (price, size ?? 0, moment)
    }
}
