/// The time span of a row of market data.
package enum BarLength: Hashable, Sendable {
    /// No span: each row is one trade.
    case tick
    /// A number of seconds, less than a day.
    case seconds(Int)
    /// A trading day.
    case day

    /// The supported lengths below a day, ascending: those that TWS knows.
    package static let known = [
        1, 5, 10, 15, 30, 60, 120, 180, 300, 600, 900, 1_200, 1_800, 3_600, 7_200, 10_800, 14_400, 28_800,
    ]
}
