/// The exact lowest and highest value of a walk over a range of steps.
///
/// Branch and bound: a cell is searched only if it can contain a value beyond the best one found so far. A day of half
/// seconds takes some hundred cells instead of 57,600 values.
struct PathExtremes {
    /// The lowest and the highest value.
    let low: Double
    let high: Double

    /// Searches `steps`, leaving out those for which `accepts` is false; `nil` if none is left.
    init?(of path: PricePath, in steps: ClosedRange<Int>, where accepts: (Int) -> Bool = { _ in true }) {
        var highest = -Double.infinity
        Self.raise(&highest, path, PricePath.root, steps, sign: 1, accepts)
        var lowest = -Double.infinity
        Self.raise(&lowest, path, PricePath.root, steps, sign: -1, accepts)
        guard highest > -.infinity else { return nil }
        high = highest
        low = -lowest
    }

    private static func raise(
        _ best: inout Double,
        _ path: PricePath,
        _ cell: PricePath.Cell,
        _ steps: ClosedRange<Int>,
        sign: Double,
        _ accepts: (Int) -> Bool
    ) {
        guard cell.first <= steps.upperBound, cell.end > steps.lowerBound else { return }
        let (left, right) = (sign * cell.left, sign * cell.right)
        if cell.level == 0 {
            if left > best && accepts(cell.first) { best = left }
            return
        }
        guard max(left, right) + path.bound(of: cell) > best else { return }
        let (lower, upper) = path.halves(of: cell)
        if left >= right {
            raise(&best, path, lower, steps, sign: sign, accepts)
            raise(&best, path, upper, steps, sign: sign, accepts)
        } else {
            raise(&best, path, upper, steps, sign: sign, accepts)
            raise(&best, path, lower, steps, sign: sign, accepts)
        }
    }
}
