internal import Notation

/// The format of a symbol: upper-case ASCII letters, digits and dots, with blanks inside.
///
/// A symbol is never corrected, because the corrected one could be a different instrument.
enum SymbolText {
    /// The longest accepted symbol.
    private static let longest = 32

    /// What is wrong with a symbol, with the correct form if there is one; `nil` if nothing is.
    static func fault(of symbol: String) -> String? {
        guard !isLegal(symbol) else { return nil }
        let shown = QuotedText.of(symbol)
        let upper = symbol.uppercased()
        if upper != symbol, isLegal(upper) { return "\(shown) is not a symbol; write \(upper)" }
        return "\(shown) is not a symbol; it is made of A-Z, 0-9, dots, and blanks inside"
    }

    private static func isLegal(_ symbol: String) -> Bool {
        let bytes = Array(symbol.utf8)
        guard let first = bytes.first, let last = bytes.last, bytes.count <= longest else { return false }
        guard first != 0x20, last != 0x20 else { return false }
        return bytes.allSatisfy {
            (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") || $0 == 0x20
        }
    }
}
