/// Text of unknown origin inside a line: control characters escaped, cut when long.
enum ShownText {
    static let longest = 200

    static func of(_ text: String, longest: Int = longest) -> String {
        guard text.utf8.contains(where: { $0 < 0x20 || $0 >= 0x7f }) || text.utf8.count > longest else { return text }
        var result = ""
        var count = 0
        for scalar in text.unicodeScalars {
            guard count < longest else { return result + "…" }
            count += 1
            switch scalar.value {
            case 0x0a: result += "\\n"
            case 0x0d: result += "\\r"
            case 0x09: result += "\\t"
            case 0..<0x20, 0x7f..<0xa0, 0x200e...0x200f, 0x2028...0x202e, 0x2066...0x2069:
                result += "\\u{" + String(scalar.value, radix: 16) + "}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
