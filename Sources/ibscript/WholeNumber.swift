internal import ScriptRuntime

/// Parsers for options that are whole numbers within bounds; the faults name the bounds.
enum WholeNumber {
    /// Returns a parser for a number in a range.
    static func inside(_ range: ClosedRange<Int>) -> @Sendable (String) throws -> Int {
        { text in
            guard let number = Int(text), range.contains(number) else {
                throw OptionFault("not a whole number from \(range.lowerBound) to \(range.upperBound)")
            }
            return number
        }
    }

    /// Returns a parser for a number that is not less than another.
    static func atLeast(_ least: Int) -> @Sendable (String) throws -> Int {
        { text in
            guard let number = Int(text), number >= least else {
                throw OptionFault("not a whole number of \(least) or more")
            }
            return number
        }
    }
}
