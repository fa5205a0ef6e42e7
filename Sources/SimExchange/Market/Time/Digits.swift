/// Decimal digits in texts of fixed width.
enum Digits {
    /// `value`, which is not negative, with zeros in front up to `width` characters.
    static func padded(_ value: Int, to width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }

    /// The number that `text` spells if it is made of exactly `count` decimal digits, else `nil`.
    static func number(_ text: Substring, count: Int) -> Int? {
        guard text.utf8.count == count, text.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        return Int(text)
    }
}
