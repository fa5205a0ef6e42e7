internal import Notation
internal import ScriptCheck

/// A time of day without a date or time zone.
package struct TimeOfDay: Hashable, Comparable, Sendable {
    /// Seconds since midnight, 0 to 86,399.
    package let seconds: Int

    init(_ hour: Int, _ minute: Int, _ second: Int) {
        seconds = hour * 3_600 + minute * 60 + second
    }

    /// Parses `HH:MM` or `HH:MM:SS` with two digits each; `nil` for anything else.
    package init?(_ text: String) {
        let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count) else { return nil }
        var numbers: [Int] = []
        for part in parts {
            guard part.count == 2, part.allSatisfy(LuaLexer.isDigit) else { return nil }
            numbers.append(part.reduce(0) { $0 * 10 + Int($1 - 0x30) })
        }
        if numbers.count == 2 { numbers.append(0) }
        guard numbers[0] < 24, numbers[1] < 60, numbers[2] < 60 else { return nil }
        self.init(numbers[0], numbers[1], numbers[2])
    }

    /// `HH:MM:SS`.
    package var text: String { Digits.clock(seconds) }

    /// Whether `left` is earlier in the day.
    package static func < (left: TimeOfDay, right: TimeOfDay) -> Bool { left.seconds < right.seconds }
}
