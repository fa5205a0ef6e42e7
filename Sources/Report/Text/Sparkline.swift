/// A series of numbers as one line of blocks of rising height.
enum Sparkline {
    private static let blocks = Array("▁▂▃▄▅▆▇█")

    /// Returns at most `width` blocks; empty for fewer than two numbers.
    static func text(_ values: [Double], width: Int) -> String {
        guard values.count > 1, let low = values.min(), let high = values.max() else { return "" }
        let count = min(width, values.count)
        return String(
            (0..<count).map { place in
                let value = values[place * (values.count - 1) / (count - 1)]
                let share = high > low ? (value - low) / (high - low) : 0
                return blocks[min(blocks.count - 1, Int(share * Double(blocks.count)))]
            }
        )
    }
}
