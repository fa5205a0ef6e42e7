/// Bytes as hexadecimal text and back.
enum Hex {
    static func bytes(_ text: some StringProtocol) -> [UInt8] {
        let digits = text.utf8.compactMap { UInt8(String(UnicodeScalar($0)), radix: 16) }
        return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    /// The fields of a text body, NUL shown as a bar.
    static func fields(_ body: [UInt8]) -> [String] {
        body.split(separator: 0, omittingEmptySubsequences: false).dropLast().map {
            String(decoding: $0, as: UTF8.self)
        }
    }
}
