/// A figure computed from a series of bars or numbers, one value at a time.
package protocol Indicator: Sendable {
    /// The names of its outputs, the main one first.
    static var outputs: [String] { get }
    /// Whether it uses high, low or volume, so that a single number is not enough.
    static var needsBars: Bool { get }

    /// Takes the next bar. A bar with a price that is not a number is skipped.
    mutating func push(_ bar: IndicatorBar)
    /// The current values, in the order of ``outputs``; `nil` until there is enough input.
    var values: [Double]? { get }
    /// The main figure, which is the first of ``values``; `nil` until enough values have been pushed.
    var value: Double? { get }
}

extension Indicator {
    /// Whether there has been enough input.
    package var isReady: Bool { values != nil }

    /// The main value; `nil` until there is enough input.
    package var value: Double? { values?.first }

    /// Takes the next number, as a bar that has only a close.
    package mutating func push(_ number: Double) { push(IndicatorBar(number)) }
}

/// The parts of a bar that an indicator uses.
package struct IndicatorBar: Hashable, Sendable {
    /// Highest price.
    package var high: Double
    /// Lowest price.
    package var low: Double
    /// Last price.
    package var close: Double
    /// The volume; 0 where unknown.
    package var volume: Double
    /// The volume-weighted average price; `nil` where unknown.
    package var wap: Double?

    /// Makes a bar from its parts.
    package init(high: Double, low: Double, close: Double, volume: Double = 0, wap: Double? = nil) {
        self.high = high
        self.low = low
        self.close = close
        self.volume = volume
        self.wap = wap
    }

    /// Makes a bar with a single price.
    package init(_ price: Double) { self.init(high: price, low: price, close: price) }

    var isFinite: Bool { high.isFinite && low.isFinite && close.isFinite && volume.isFinite }
    var typical: Double { (high + low + close) / 3 }
}

/// How far back an indicator may look.
package enum IndicatorLength {
    /// The supported lengths; a longer one would take more memory than a script has.
    package static let range = 1...100_000
}
