/// Digits in texts of fixed width.
package enum Digits {
    /// Returns `value`, which must not be negative, padded with zeros to `width` characters; a longer number is not
    /// cut.
    package static func padded(_ value: Int, to width: Int, radix: Int = 10) -> String {
        let digits = String(value, radix: radix)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }

    /// Returns a second of the day as `HH:MM:SS`.
    package static func clock(_ second: Int) -> String {
        "\(padded(second / 3600, to: 2)):\(padded(second / 60 % 60, to: 2)):\(padded(second % 60, to: 2))"
    }

    /// Returns the number that `text` spells if it consists of exactly `count` decimal digits; `nil` otherwise.
    package static func number(_ text: Substring, count: Int) -> Int? {
        guard text.utf8.count == count, text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        return Int(text)
    }
}
