/// A figure that follows a series of bars or numbers, one value at a time.
package protocol Indicator: Sendable {
    /// The names of what it gives, the main one first.
    static var outputs: [String] { get }
    /// Whether it looks at high, low or volume, so that a number alone is not enough.
    static var needsBars: Bool { get }

    /// Takes the next bar. One with a price that is no number is passed over.
    mutating func push(_ bar: IndicatorBar)
    /// What it has come to, as ``outputs`` names it; `nil` until it has seen enough.
    var values: [Double]? { get }
    /// The main figure; `nil` until it has seen enough. It is the first of ``values``.
    var value: Double? { get }
}

extension Indicator {
    /// Whether it has seen enough.
    package var isReady: Bool { values != nil }

    /// The main figure; `nil` until it has seen enough.
    package var value: Double? { values?.first }

    /// Takes the next number, as the close of a bar that has no more.
    package mutating func push(_ number: Double) { push(IndicatorBar(number)) }
}

/// What an indicator looks at of a bar.
package struct IndicatorBar: Hashable, Sendable {
    /// Highest price.
    package var high: Double
    /// Lowest price.
    package var low: Double
    /// Last price.
    package var close: Double
    /// 0 where none is known.
    package var volume: Double
    /// Average price by volume; `nil` where none is known.
    package var wap: Double?

    /// A bar from its parts.
    package init(high: Double, low: Double, close: Double, volume: Double = 0, wap: Double? = nil) {
        self.high = high
        self.low = low
        self.close = close
        self.volume = volume
        self.wap = wap
    }

    /// A bar of one price.
    package init(_ price: Double) { self.init(high: price, low: price, close: price) }

    var isFinite: Bool { high.isFinite && low.isFinite && close.isFinite && volume.isFinite }
    var typical: Double { (high + low + close) / 3 }
}

/// How long an indicator may look back.
package enum IndicatorLength {
    /// The lengths there are; a longer one would take more memory than a script has.
    package static let range = 1...100_000
}
