/// Detects when one line crosses another. Lines that touch and part again on the same side have not crossed.
package struct Crossing: Sendable {
    /// The direction in which the first line crosses.
    package enum Direction: String, Hashable, Sendable {
        /// From below the second line to above it.
        case above
        /// From above the second line to below it.
        case below
    }

    private var side: Direction?

    /// Makes a detector that has seen no values yet.
    package init() {}

    /// Takes the next pair; returns a crossing at the first pair on the other side.
    package mutating func push(_ first: Double, _ second: Double) -> Direction? {
        guard first.isFinite, second.isFinite, first != second else { return nil }
        let now: Direction = first > second ? .above : .below
        defer { side = now }
        return side == nil || side == now ? nil : now
    }
}
