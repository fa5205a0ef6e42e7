internal import Notation
internal import TWSWire

extension RiskGate {
    /// The longest text that may leave the host.
    private static let longestText = 256

    /// Checks that every text, at any depth, is printable ASCII without a blank at either end, since a NUL would end
    /// the field on the wire, and that every number is a number.
    ///
    /// Only differences from a plain contract and a plain order are examined: IB's own defaults are valid.
    func checkValues(_ new: Intent.NewOrder, _ written: [Int], _ knowledge: Knowledge) -> Denial? {
        if !knowledge.contracts.isPlain(new.contract), let denial = Self.valueDenial(of: new.contract) { return denial }
        return Self.checkValues(of: new.order, at: written, "order")
    }

    /// Checks a contract alone in the same way.
    static func valueDenial(of contract: Contract) -> Denial? {
        checkValues(of: contract, at: contract.differingFields(from: Contract()), "contract")
    }

    private static func checkValues(of structure: some WireStructure, at places: [Int], _ path: String) -> Denial? {
        let fields = type(of: structure).fields
        for place in places {
            let denial = checkValue(structure.value(at: place), "\(path).\(fields[place].name)")
            if let denial { return denial }
        }
        return nil
    }

    private static func checkValue(_ value: FieldValue, _ path: @autoclosure () -> String) -> Denial? {
        switch value {
        case .string(let text): return checkText(text, path())
        case .double(let number): return number.isFinite ? nil : checkNotFinite(number, path())
        case .structure(let structure): return checkInner(structure, path())
        case .list(let values):
            for (place, value) in values.enumerated() {
                if let denial = checkValue(value, "\(path())[\(place + 1)]") { return denial }
            }
            return nil
        case .absent, .integer, .decimal, .bool: return nil
        }
    }

    /// Checks a nested structure: IB's own defaults are valid.
    private static func checkInner(_ structure: some WireStructure, _ path: String) -> Denial? {
        checkValues(of: structure, at: structure.differingFields(from: .init()), path)
    }

    private static func checkText(_ text: String, _ path: @autoclosure () -> String) -> Denial? {
        guard let reason = fault(of: text) else { return nil }
        return Denial(
            code: .invalidText,
            message: "\(path()): \(QuotedText.of(text)) \(reason)",
            remedy: "give the text exactly as TWS spells it; it is never repaired"
        )
    }

    /// Checks a number that is not finite: infinity is valid in one field, where it means the midpoint; an amount of
    /// money is judged as a quantity.
    private static func checkNotFinite(_ number: Double, _ path: String) -> Denial? {
        if number == .infinity, path == "order.competeAgainstBestOffset" { return nil }
        if path == "order.cashQty" { return nil }
        return Denial(
            code: .invalidPrice,
            message: "\(path): \(number) is not a finite number",
            remedy: "give a finite number, or leave it out"
        )
    }

    private static func fault(of text: String) -> String? {
        let bytes = text.utf8.span
        guard bytes.count <= longestText else { return "is longer than \(longestText) characters" }
        for place in bytes.indices where !(0x20...0x7E).contains(bytes[place]) {
            return "holds a character that is not printable ASCII"
        }
        guard bytes.isEmpty || (bytes[0] != 0x20 && bytes[bytes.count - 1] != 0x20) else {
            return "begins or ends with a blank"
        }
        return nil
    }
}
