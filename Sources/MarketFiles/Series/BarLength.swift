/// How much time a row of market data covers.
package enum BarLength: Hashable, Sendable {
    /// None: each row is one trade.
    case tick
    /// So many seconds, less than a day.
    case seconds(Int)
    /// A trading day.
    case day

    /// The lengths below a day that a bar may have, rising: those that TWS knows.
    package static let known = [
        1, 5, 10, 15, 30, 60, 120, 180, 300, 600, 900, 1_200, 1_800, 3_600, 7_200, 10_800, 14_400, 28_800,
    ]
}
