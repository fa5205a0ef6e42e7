internal import RandomTesting
internal import TWSWire

/// Makes structures with random values in every field.
///
/// Values that stand for "none" on the wire (zero in some fields, the maxima) are left out: they have their own tests.
struct RandomStructure {
    var source: SplitMix

    /// Fields that decide about the presence of others get the values that do.
    private static let words: [String: [String]] = [
        "secType": ["STK", "BAG", "OPT", "FUND"],
        "orderType": ["LMT", "PEG BENCH", "PEGBENCH", "PEG BEST", "PEGBEST", "PEG MID", "PEGMID"],
        "exchange": ["SMART", "IBKRATS"],
        // A number in protobuf.
        "multiplier": ["1", "100", "0.1", "1000000", "62.5"],
    ]
    private static let numbers: [String: [Int]] = [
        "tickType": [1, 2, 3, 4, 13], "type": [1, 3, 4, 5, 6, 7],
        // Flags in protobuf.
        "liquidation": [0, 1], "override": [0, 1],
    ]

    mutating func make<Value: WireStructure>(_ type: Value.Type) throws -> Value {
        var result = Value()
        for (index, field) in Value.fields.enumerated() {
            var isOptional = false
            if case .absent = result.value(at: index) { isOptional = true }
            if isOptional, source.oneIn(3) { continue }
            try result.set(try value(field.type, name: field.name, isOptional: isOptional), at: index)
        }
        return result
    }

    private mutating func value(_ type: FieldType, name: String, isOptional: Bool) throws -> FieldValue {
        switch type {
        case .int: return .integer(integer(name, isOptional: isOptional, upTo: Int(Int32.max)))
        case .long: return .integer(integer(name, isOptional: isOptional, upTo: Int.max))
        case .double: return .double(double(name, isOptional: isOptional))
        case .decimal: return .decimal(decimal())
        case .string: return .string(text(name))
        case .bool: return .bool(source.oneIn(2))
        case .structure(let type): return .structure(try make(type))
        case .list(let element):
            var values: [FieldValue] = []
            for _ in 0..<Int.random(in: 0...3, using: &source) {
                values.append(try value(element, name: name, isOptional: false))
            }
            return .list(values)
        }
    }

    private mutating func integer(_ name: String, isOptional: Bool, upTo limit: Int) -> Int {
        if let choice = Self.numbers[name]?.randomElement(using: &source) { return choice }
        let value =
            source.oneIn(2)
            ? Int.random(in: -100...100, using: &source) : Int.random(in: -limit..<limit, using: &source)
        return isOptional && (-2...0).contains(value) ? 7 : value
    }

    private mutating func double(_ name: String, isOptional: Bool) -> Double {
        if name == "competeAgainstBestOffset", source.oneIn(2) { return .infinity }
        let value: Double
        switch Int.random(in: 0..<4, using: &source) {
        case 0: value = Double(Int.random(in: -1_000_000...1_000_000, using: &source))
        case 1: value = Double(Int.random(in: -99_999_999...99_999_999, using: &source)) / 10_000
        case 2: value = Double.random(in: -1e9...1e9, using: &source)
        default: value = Double(sign: .plus, exponent: Int.random(in: -60...900, using: &source), significand: 1.7)
        }
        return isOptional && [0, -1, -2].contains(value) ? 7 : value
    }

    private mutating func decimal() -> ExactDecimal {
        let digits = Int64.random(in: -999_999_999_999...999_999_999_999, using: &source)
        return ExactDecimal(coefficient: digits | 1, scale: Int.random(in: 0...12, using: &source)) ?? .zero
    }

    private mutating func text(_ name: String) -> String {
        if let choice = Self.words[name]?.randomElement(using: &source) { return choice }
        let length = Int.random(in: 1...12, using: &source)
        return String(
            (0..<length).map { _ in
                // Printable ASCII without the separators of tag lists.
                let scalar = UnicodeScalar(UInt8.random(in: 32...126, using: &source))
                return scalar == ";" || scalar == "=" ? "x" : Character(scalar)
            }
        )
    }
}
