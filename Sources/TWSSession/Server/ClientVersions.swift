/// Parses the range of versions that a client offers in its handshake.
enum ClientVersions {
    /// Parses `vMIN..MAX` or `vN`, optionally followed by a blank and options; `nil` for anything else.
    static func parse(_ text: String) -> ClosedRange<Int>? {
        let word = text.prefix { $0 != " " }
        guard word.first == "v" else { return nil }
        let digits = word.dropFirst()
        guard let dots = digits.firstIndex(of: ".") else { return number(digits).map { $0...$0 } }
        let high = digits[dots...].dropFirst(2)
        guard digits[dots...].hasPrefix(".."), let low = number(digits[..<dots]), let high = number(high), low <= high
        else { return nil }
        return low...high
    }

    /// Parses a number of one to nine digits.
    private static func number(_ text: Substring) -> Int? {
        guard text.utf8.count <= 9, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(text)
    }
}
