import RandomTesting
internal import Testing

@testable internal import TWSWire

/// Numbers as text, against the standard library's own conversions.
@Suite struct NumberTextTests {
    @Test func doublesAreWrittenInTheirShortestText() throws {
        var random = SplitMix(seed: 11)
        for round in 0..<20_000 {
            let value = sample(round, &random)
            var writer = TextWriter(serverVersion: 200, side: .server)
            try writer.double(value, "price")
            #expect(String(decoding: writer.bytes.dropLast(), as: UTF8.self) == value.description)
        }
    }

    @Test func doublesAreReadAsTheStandardLibraryReadsThem() throws {
        var random = SplitMix(seed: 12)
        for round in 0..<20_000 {
            let value = sample(round, &random)
            let text =
                round % 3 == 0 ? "\(Int64(value.magnitude.truncatingRemainder(dividingBy: 1e17))).\(round)" : "\(value)"
            let bytes = Array("\(text)\u{0}".utf8)
            var reader = TextReader(bytes.span, serverVersion: 200)
            let read = try reader.optionalDouble("price")
            #expect(read == Double(text), "\(text)")
            #expect(read?.sign == Double(text)?.sign, "\(text)")
        }
    }

    @Test func decimalsKeepTheirText() throws {
        var random = SplitMix(seed: 13)
        for _ in 0..<20_000 {
            let scale = Int.random(in: 0...18, using: &random)
            let digits = Int64(truncatingIfNeeded: random.next() >> UInt64.random(in: 0...62, using: &random))
            guard digits != Int64(Int32.max), digits != .max, digits != .min,
                let value = ExactDecimal(coefficient: digits, scale: scale)
            else { continue }
            var writer = TextWriter(serverVersion: 200, side: .server)
            writer.decimal(value, unset: .empty)
            #expect(String(decoding: writer.bytes.dropLast(), as: UTF8.self) == value.description)
            var reader = TextReader(writer.bytes.span, serverVersion: 200)
            let read = try reader.decimal("size")
            #expect(read?.coefficient == value.coefficient)
            #expect(read?.scale == value.scale)
        }
    }

    /// Prices with few digits, whole numbers, and any bit pattern.
    private func sample(_ round: Int, _ random: inout SplitMix) -> Double {
        switch round % 4 {
        case 0: return Double(Int.random(in: -10_000_000...10_000_000, using: &random)) / 100
        case 1: return Double(Int.random(in: -1_000_000_000...1_000_000_000, using: &random)) / 1_000_000
        case 2: return Double(Int.random(in: -(1 << 53)...(1 << 53), using: &random))
        default:
            let value = Double(bitPattern: random.next())
            return value.isFinite && value.magnitude < 1.79e308 ? value : 0
        }
    }
}
