internal import Notation
internal import TWSWire

/// Prices and amounts of money for display, with at least two decimal places.
package enum AmountText {
    /// Returns a price with all its digits: `190.00`, `10.405`.
    package static func price(_ value: Double) -> String { text { write(price: value, to: &$0) } }

    /// Returns an amount with at most four decimal places: `1.00`, `0.3452`, `-2.8333`.
    package static func amount(_ value: Double) -> String { text { write(amount: value, to: &$0) } }

    /// Appends the text of ``price(_:)``.
    static func write(price value: Double, to bytes: inout [UInt8]) {
        let start = bytes.count
        bytes.appendShortest(value)
        let added = bytes[start...]
        guard let point = added.firstIndex(of: UInt8(ascii: ".")), !added.contains(UInt8(ascii: "e")) else { return }
        for _ in (bytes.count - point)..<max(bytes.count - point, 3) { bytes.append(UInt8(ascii: "0")) }
    }

    /// Appends the text of ``amount(_:)``.
    static func write(amount value: Double, to bytes: inout [UInt8]) {
        guard abs(value) < 1e11 else { return write(price: value, to: &bytes) }
        // Zero has no sign for people: adding zero turns a negative zero into a positive one.
        write(price: value.rounded(places: 4) + 0, to: &bytes)
    }

    private static func text(_ write: (inout [UInt8]) -> Void) -> String {
        var bytes: [UInt8] = []
        write(&bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}
