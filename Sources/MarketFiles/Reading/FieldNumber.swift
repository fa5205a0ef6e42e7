/// Numbers in the fields of a file.
enum FieldNumber {
    private static let powers: [Double] = (0...22).map { (0..<$0).reduce(1.0) { power, _ in power * 10 } }

    /// Returns the `Double` nearest to the number a field spells; `nil` for anything else.
    ///
    /// Up to 15 digits, this is one exact division of two exact numbers; longer ones, and powers of ten, take the slow
    /// path.
    static func read(_ bytes: Span<UInt8>) -> Double? {
        var place = 0
        let isNegative = bytes.count > 0 && bytes[0] == UInt8(ascii: "-")
        if isNegative { place = 1 }
        var (mantissa, digits, behind) = (0, 0, 0)
        var isBehind = false
        while place < bytes.count {
            let byte = bytes[place]
            place += 1
            if byte == UInt8(ascii: "."), !isBehind {
                isBehind = true
                continue
            }
            guard byte >= 0x30, byte <= 0x39, digits < 15 else { return slow(bytes) }
            mantissa = mantissa * 10 + Int(byte - 0x30)
            if mantissa > 0 { digits += 1 }
            if isBehind { behind += 1 }
        }
        guard place > (isNegative ? 1 : 0) + (isBehind ? 1 : 0), behind <= 22 else { return slow(bytes) }
        let value = Double(mantissa) / powers[behind]
        return isNegative ? -value : value
    }

    private static func slow(_ bytes: Span<UInt8>) -> Double? {
        guard bytes.count > 0, bytes.count <= 64 else { return nil }
        let text = FieldText.of(bytes)
        guard text.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }), let value = Double(text), value.isFinite
        else { return nil }
        return value
    }
}

/// Fields as text.
enum FieldText {
    static func of(_ bytes: Span<UInt8>) -> String {
        var copy: [UInt8] = []
        copy.reserveCapacity(bytes.count)
        for place in bytes.indices { copy.append(bytes[place]) }
        return String(decoding: copy, as: UTF8.self)
    }
}
