internal import TWSWire

/// Compares what a sample line says with what was decoded.
enum SampleMeaning {
    /// Slots of the layout that carry no value of their own.
    static let constants: Set<String> = [
        "version", "sharesAllocation", "faProfile", "eTradeOnly", "firmQuoteOnly", "nbboPriceCap", "bar.hasGaps",
        "externalUserId",
    ]

    /// Fields in which TWS writes a zero, and older clients too, for "none".
    static let zeroIsAbsent: Set<String> = ["strike", "lmtPrice", "auxPrice", "cashQty", "usePriceMgmtAlgo"]

    /// A complaint; `nil` when the decoded message agrees with the line.
    static func complaint(about line: SampleLine, in tree: ValueTree) -> String? {
        let found = tree.value(named: line.name, indices: line.indices) ?? renamed(line, in: tree)
        guard let found else {
            return constants.contains(line.name) ? nil : "\(line.name) was not found"
        }
        return agrees(found, line) ? nil : "\(line.position) \(line.name) is \(line.value), decoded \(found)"
    }

    /// Names that the structure has under another name, or that only count.
    private static func renamed(_ line: SampleLine, in tree: ValueTree) -> FieldValue? {
        if line.name == "itemCount" { return tree.value(named: "bars", indices: line.indices) }
        if line.name.hasSuffix("Count") {
            return tree.value(named: String(line.name.dropLast(5)), indices: line.indices)
        }
        if line.name.hasSuffix("Present") {
            let structure = tree.value(named: String(line.name.dropLast(7)), indices: line.indices)
            guard case .structure? = structure else { return .bool(false) }
            return .bool(true)
        }
        if line.name.hasSuffix("Rfq") {
            return tree.value(named: String(line.name.dropLast(3)), indices: line.indices)
        }
        if line.name == "conditions.value" {
            // One slot of the wire, five fields of the structure, of which one is set.
            let fields = ["price", "time", "percent", "volume", "changePercent"]
            let values = fields.compactMap { tree.value(named: "conditions.\($0)", indices: line.indices) }
            return values.first { if case .absent = $0 { false } else { true } }
        }
        return nil
    }

    private static func agrees(_ value: FieldValue, _ line: SampleLine) -> Bool {
        let text = line.value
        switch value {
        case .absent:
            return text.isEmpty || isSentinel(text) || (zeroIsAbsent.contains(line.name) && Double(text) == 0)
        case .string(let decoded): return decoded == text
        case .integer(let decoded): return text.isEmpty ? decoded == 0 : Int(text) == decoded
        case .double(let decoded): return text.isEmpty ? decoded == 0 : Double(text) == decoded
        case .decimal(let decoded): return ExactDecimal(text) == decoded
        case .bool(let decoded): return ["1", "a", "true"].contains(text) == decoded
        case .list(let elements): return tagList(elements) == text || Int(text) == elements.count
        case .structure: return false
        }
    }

    private static func tagList(_ elements: [FieldValue]) -> String {
        elements.map { element in
            guard case .structure(let pair) = element, let pair = pair as? TagValue else { return "?" }
            return "\(pair.tag)=\(pair.value);"
        }.joined()
    }

    /// Whether a text is one of IB's maxima for "not set".
    static func isSentinel(_ text: String) -> Bool {
        let integers = [
            "2147483647", "9223372036854775807", "-9223372036854775808", "170141183460469231731687303715884105727",
        ]
        return integers.contains(text) || (Double(text) ?? 0) >= 1.79e308
    }

    /// Whether two field texts mean the same: equal numbers, or both absent.
    static func sameMeaning(_ left: String, _ right: String) -> Bool {
        if left == right { return true }
        let absent = ["", "0"]
        let leftAbsent = isSentinel(left) || absent.contains(left) || Double(left) == 0
        let rightAbsent = isSentinel(right) || absent.contains(right) || Double(right) == 0
        if leftAbsent && rightAbsent { return true }
        guard let left = Double(left), let right = Double(right) else { return false }
        return left == right
    }
}
