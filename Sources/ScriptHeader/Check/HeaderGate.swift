internal import ScriptCheck
internal import TWSWire
internal import Trading

/// Asks the gate what a header would refuse on the simulator, one part of an order at a time.
///
/// A part that is not written as a literal counts as permitted.
struct HeaderGate {
    private let gate: RiskGate

    init(_ permissions: TradePermissions?) {
        gate = RiskGate(permissions: permissions, headerReplacesDefaults: true)
    }

    /// Returns why no order may be placed in a contract; a symbol is judged only if the header lists them without inputs.
    func denial(ofSymbol symbol: String?, type: String?) -> String? {
        let isOpen = gate.limits.symbols?.contains { $0.first == "$" } ?? false
        return gate.denial(writtenSymbol: isOpen ? nil : symbol, type: type.map { SecurityType($0) })?.description
    }

    /// Why an order field may not be set; `nil` if it may.
    func denial(ofField name: String) -> String? { gate.denial(field: name)?.description }

    /// Returns the refusals as sentences.
    func denials(of written: WrittenOrder) -> [String] {
        guard !gate.limits.sides.isEmpty, !gate.limits.orderTypes.isEmpty else { return [] }
        var denials = [
            written.action.flatMap { gate.denial(action: OrderAction($0)) },
            written.quantity.flatMap { gate.denial(quantity: ExactDecimal($0)) },
        ]
        let types = written.orderTypes.map { OrderType($0) }
        if let first = types.first, !types.contains(where: { gate.limits.orderTypes.contains($0) }) {
            denials.append(gate.denial(orderType: first))
        }
        denials += written.fields.map { gate.denial(field: $0) }
        denials += written.numbers.sorted { $0.key < $1.key }.map { gate.denial(price: $0.value, field: $0.key) }
        denials.append(written.algorithm.flatMap { gate.denial(algorithm: $0) })
        denials.append(written.timeInForce.flatMap { gate.denial(timeInForce: TimeInForce($0)) })
        if types.count == 1 { denials += written.fields.map { gate.denial(field: $0, unusedBy: types[0]) } }
        return denials.compactMap { $0?.description }
    }

    /// Returns what an order lacks of which every field is written, as sentences.
    func lacks(of written: WrittenOrder) -> [String] {
        guard !gate.limits.orderTypes.isEmpty else { return [] }
        guard let type = written.orderTypes.first.map({ OrderType($0) }) else {
            return [gate.denial(orderType: OrderType(""))?.description].compactMap { $0 }
        }
        let fields = written.fields.map { $0.hasPrefix("m_") ? String($0.dropFirst(2)) : $0 }
        let side = fields.contains("action") ? nil : gate.denial(action: OrderAction(""))
        return ([side].compactMap(\.self) + gate.denials(ofType: type, with: fields)).map(\.description)
    }
}
