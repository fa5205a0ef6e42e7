internal import Indicators
internal import LuaBridge

/// An indicator as a script sees it: `:push(bar or number or series)`, `.value`, `.ready`, `:over(series)`.
final class IndicatorObject<Figure: Indicator>: LuaObject {
    private let name: String
    /// The indicator in its initial state, for a pass over a series.
    private let fresh: Figure
    /// Nothing that it calls comes back here, so that a check for exclusive access would only cost time.
    @exclusivity(unchecked) private var figure: Figure

    init(_ name: String, _ figure: Figure) {
        self.name = name
        fresh = figure
        self.figure = figure
    }

    static func describe(_ name: String) -> LuaClass<IndicatorObject> {
        var description: LuaClass<IndicatorObject> = Members.of(name)
        description.field("ready") { .bool($0.figure.isReady) }
        description.field("value") { $0.figure.value.map(LuaValue.number) }
        for (place, output) in Figure.outputs.enumerated() where output != "value" {
            description.field(output) { indicator in indicator.figure.values.map { .number($0[place]) } }
        }
        let values = description.values
        description.text = { Members.text(name, try values($0)) }
        description.method("push") { indicator, frame in
            frame.push(try indicator.push(frame))
            return .returned
        }
        description.method("over") { indicator, frame in try indicator.over(frame) }
        return description
    }

    /// Takes a number, a bar or a series; returns the main figure, `nil` while there is none.
    private func push(_ frame: borrowing LuaFrame) throws -> Double? {
        if let number = frame.number(1) {
            guard !Figure.needsBars else {
                throw IndicatorFunctions.noBar(name)
            }
            return Self.push(number, to: &figure)
        } else if let series = frame.object(1, as: Series.self) {
            frame.charge(series.content.count)
            for bar in series.content.complete { figure.push(IndicatorBar(bar)) }
        } else {
            figure.push(try IndicatorBar(of: try frame.entries(1), function: name))
        }
        return figure.value
    }

    private static func push(_ number: Double, to figure: inout Figure) -> Double? {
        figure.push(number)
        return figure.value
    }

    /// Returns the main figure for every bar of a series, by the bar's index; absent where there is none yet.
    private func over(_ frame: borrowing LuaFrame) throws -> HostResult {
        guard let series = frame.object(1, as: Series.self) else {
            throw LuaRaise(message: "\(name):over: expected a series, as history gives it")
        }
        let content = series.content
        frame.charge(2 * content.count)
        var figure = fresh
        let writer = frame.results
        writer.pushArray(count: content.count) { place in
            figure.push(IndicatorBar(content[place]))
            if let value = figure.value { writer.push(value) } else { writer.pushNil() }
        }
        return .returned
    }
}

extension IndicatorBar {
    /// Creates a sample from a bar of a series.
    init(_ bar: SeriesBar) {
        self.init(
            high: bar.high,
            low: bar.low,
            close: bar.close,
            volume: bar.volume.isNaN ? 0 : bar.volume,
            wap: bar.wap.isNaN ? nil : bar.wap
        )
    }

    /// Creates a sample from a table with `close` and, if present, `high`, `low`, `volume` and `wap`.
    init(of entries: [(key: String, value: LuaValue)], function: String) throws(LuaRaise) {
        func number(_ name: String) throws(LuaRaise) -> Double? {
            switch entries.first(where: { $0.key == name })?.value {
            case nil: return nil
            case .integer(let number)?: return Double(number)
            case .number(let number)?: return number
            case let other?:
                throw LuaRaise(message: "\(function): bar.\(name): expected a number, got \(other.kind)")
            }
        }
        guard let close = try number("close") else {
            throw IndicatorFunctions.noSample(function)
        }
        self.init(
            high: try number("high") ?? close,
            low: try number("low") ?? close,
            close: close,
            volume: try number("volume") ?? 0,
            wap: try number("wap")
        )
    }
}

/// Detects when one line crosses another: `:push(a, b)` returns "above" or "below", or nil if they do not cross.
final class CrossingObject: LuaObject {
    @exclusivity(unchecked) private var crossing = Crossing()

    static func describe() -> LuaClass<CrossingObject> {
        var description: LuaClass<CrossingObject> = Members.of("crossing")
        description.method("push") { object, frame in
            // A line without a value yet crosses nothing.
            guard let first = frame.number(1), let second = frame.number(2) else {
                guard frame.isNil(1) || frame.isNil(2) else {
                    throw LuaRaise(message: "crossing: expected two numbers")
                }
                return .value(.nil)
            }
            return .value(object.crossing.push(first, second).map { .string($0.rawValue) } ?? .nil)
        }
        return description
    }
}
