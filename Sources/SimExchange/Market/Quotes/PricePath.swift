/// A random walk that can be read at any step without reading the steps before it.
///
/// The walk is a Brownian bridge over 2³⁴ steps, built by halving: the value in the middle of a cell is the mean of the
/// values at its ends plus noise whose size follows from the cell's length, and whose sign and magnitude come from a
/// hash of the seed and the cell's number. A value costs 34 halvings. The noise is bounded, so the highest possible
/// value in a cell is known before it is searched; that is how `PathExtremes` finds exact extremes quickly.
final class PricePath: Sendable {
    /// The halvings from the whole walk to single steps.
    static let depth = 34

    /// The largest step number.
    static let lastStep = 1 << depth - 1

    /// Noise is plus or minus a number between these two, uniformly distributed: its variance is 1, and its narrow
    /// range gives tight bounds.
    private static let smallestNoise = 0.8
    private static let largestNoise = 1.188

    /// Distinguishes this walk from others.
    let key: UInt64

    /// A walk that is added to this one, or subtracted from it, step by step: the sum of two such walks is itself one.
    private let other: (path: PricePath, sign: Double)?

    /// The factor of the noise in the middle of a cell of 2^index steps.
    private let amplitudes: [Double]

    /// How far above both of its ends a cell of 2^index steps can rise at most.
    private let bounds: [Double]

    /// - Parameters:
    ///   - key: The key from which the noise is hashed.
    ///   - stepDeviation: The standard deviation of the change over one step.
    ///   - other: A walk to add, multiplied by `sign`, which is 1 or -1.
    init(key: UInt64, stepDeviation: Double, other: (path: PricePath, sign: Double)? = nil) {
        self.key = key
        self.other = other
        // A bridge over L steps has the variance L/4 in its middle.
        let scale = stepDeviation / 2
        let steps = (0...Self.depth).map { Double(1 << $0) }
        amplitudes = steps.map { $0.squareRoot() * scale }
        bounds = (0...Self.depth).map { level in
            guard level > 0 else { return 0 }
            return steps[1...level].reduce(other?.path.bounds[level] ?? 0) {
                $0 + $1.squareRoot() * scale * Self.largestNoise
            }
        }
    }

    /// Returns the walk's value at `step`; outside the walk, the value at its nearest end.
    func value(at step: Int) -> Double {
        var cell = Cell(first: 0, level: Self.depth, number: 1, left: 0, right: 0)
        let target = min(Self.lastStep, max(0, step))
        while cell.level > 0 && cell.first != target {
            let (lower, upper) = halves(of: cell)
            cell = target < upper.first ? lower : upper
        }
        return cell.left
    }

    /// A stretch of 2^level steps with the values at its ends.
    struct Cell {
        let first: Int
        let level: Int
        let number: UInt64
        let left: Double

        /// The value at the first step after the cell.
        let right: Double

        /// The first step after the cell.
        var end: Int { first + 1 << level }
    }

    /// The whole walk.
    static let root = Cell(first: 0, level: depth, number: 1, left: 0, right: 0)

    /// Returns the two halves of a cell of at least two steps.
    @inline(__always)
    func halves(of cell: Cell) -> (Cell, Cell) {
        var middle = (cell.left + cell.right) / 2 + noise(of: cell)
        if let other { middle += other.sign * other.path.noise(of: cell) }
        let level = cell.level - 1
        let lower = Cell(first: cell.first, level: level, number: cell.number &* 2, left: cell.left, right: middle)
        let upper = Cell(
            first: cell.first + 1 << level,
            level: level,
            number: cell.number &* 2 &+ 1,
            left: middle,
            right: cell.right
        )
        return (lower, upper)
    }

    /// Returns the offset of the middle of a cell from the mean of its ends.
    @inline(__always)
    private func noise(of cell: Cell) -> Double {
        let bits = SeededGenerator.mixed(key ^ (cell.number &* 0x9E37_79B9_7F4A_7C15))
        let size = Self.smallestNoise + SeededGenerator.unit(bits) * (Self.largestNoise - Self.smallestNoise)
        return (bits & 1 == 0 ? size : -size) * amplitudes[cell.level]
    }

    /// How far a cell can rise above both of its ends, or fall below both.
    @inline(__always)
    func bound(of cell: Cell) -> Double {
        bounds[cell.level]
    }
}
