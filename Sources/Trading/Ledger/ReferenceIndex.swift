/// The place of each order in a list, by reference.
///
/// The references of a run end with a number that counts up (``OrderReference``), so their orders are found by that number,
/// as they are by their own. All other references are found by their text.
struct ReferenceIndex: Sendable {
    /// The places of each run's orders, by the number at the end of their references.
    private var tables: [OrderTable] = []
    /// Where the table of each run is, by what precedes the number.
    private var runs: [String: Int] = [:]
    /// The run whose order was added last, since most questions are about it.
    private var latest = (prefix: "", table: 0)
    private var others = SpreadIndex<String, Int>()

    /// The place of a reference.
    subscript(text: String) -> Int? {
        guard let reference = NumberedReference(text) else { return others[text] }
        if reference.follows(latest.prefix) { return tables[latest.table][reference.number] }
        guard reference.isOfRun else { return others[text] }
        return runs[reference.prefix].flatMap { tables[$0][reference.number] }
    }

    /// Changes the place of a reference; `nil` means that there is none.
    mutating func change(_ text: String, _ body: (inout Int?) -> Void) {
        guard let reference = NumberedReference(text) else { return others.change(text, body) }
        if !reference.follows(latest.prefix) {
            guard reference.isOfRun else { return others.change(text, body) }
            latest = table(of: reference.prefix)
        }
        body(&tables[latest.table][reference.number])
    }

    private mutating func table(of prefix: String) -> (prefix: String, table: Int) {
        if let known = runs[prefix] { return (prefix, known) }
        runs[prefix] = tables.count
        tables.append(OrderTable())
        return (prefix, tables.count - 1)
    }
}

/// A reference that ends with a number and a dot, taken apart.
private struct NumberedReference {
    private let text: String
    /// The number of bytes before the number.
    private let length: Int
    /// The number.
    let number: Int

    /// Takes a text apart; `nil` if it does not have that form, or if its number is one that no run reaches.
    init?(_ text: String) {
        let bytes = text.utf8.span
        var place = bytes.count - 1
        guard place > 0, bytes[place] == UInt8(ascii: ".") else { return nil }
        var (number, unit) = (0, 1)
        while place > 0, unit < 1_000_000_000, case let digit = bytes[place - 1] &- UInt8(ascii: "0"), digit < 10 {
            (number, unit, place) = (number + Int(digit) * unit, unit * 10, place - 1)
        }
        // No number begins with a zero; a text must not count as another one's.
        guard place > 0, bytes[place - 1] == UInt8(ascii: "."), number >= unit / 10, number > 0 else { return nil }
        (self.text, length, self.number) = (text, place, number)
    }

    /// Whether it names an order of a run.
    var isOfRun: Bool { text.hasPrefix(OrderReference.runMark) }

    /// What precedes the number.
    var prefix: String { String(Substring(text.utf8.prefix(length))) }

    /// Whether this precedes the number.
    func follows(_ prefix: String) -> Bool {
        guard prefix.utf8.count == length else { return false }
        return text.utf8.span.withUnsafeBufferPointer { bytes in
            prefix.utf8.span.withUnsafeBufferPointer { expected in
                for place in expected.indices where bytes[place] != expected[place] { return false }
                return true
            }
        }
    }
}
