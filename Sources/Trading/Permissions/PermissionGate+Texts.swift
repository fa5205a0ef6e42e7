internal import Notation

extension PermissionGate {
    /// Longest text field that leaves the host.
    private static let longestText = 256

    /// Every text must be printable ASCII without a blank at either end: a NUL would end the field on the wire.
    func checkTexts(_ facts: OrderRequestFacts) -> Denial? {
        let fixed = [
            ("contract.symbol", facts.symbol), ("contract.secType", facts.secType), ("order.action", facts.action),
            ("order.orderType", facts.orderType), ("order.tif", facts.tif),
        ]
        for (name, text) in fixed + facts.otherTexts.map({ ($0.name, $0.value) }) {
            guard let reason = Self.fault(of: text) else { continue }
            return Denial(
                code: .invalidText,
                message: "\(name): \(QuotedText.of(text)) \(reason)",
                remedy: "give the text exactly as TWS spells it; it is never repaired"
            )
        }
        return nil
    }

    private static func fault(of text: String) -> String? {
        let bytes = text.utf8
        guard bytes.count <= longestText else { return "is longer than \(longestText) characters" }
        guard bytes.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            return "holds a character that is not printable ASCII"
        }
        guard bytes.first != 0x20, bytes.last != 0x20 else { return "begins or ends with a blank" }
        return nil
    }
}
