/// A random number generator that gives the same numbers for the same seed on every machine.
///
/// The algorithm is SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014).
/// Independent streams are derived by name or ID, so that one consumer never shifts the numbers of another.
package struct SeededGenerator: RandomNumberGenerator, Hashable, Sendable {
    private static let increment: UInt64 = 0x9E37_79B9_7F4A_7C15

    private(set) var state: UInt64

    /// Makes the stream of `seed`.
    package init(seed: UInt64) {
        state = seed
    }

    /// Returns the next 64 random bits.
    package mutating func next() -> UInt64 {
        state &+= Self.increment
        return Self.mixed(state)
    }

    /// Returns the next number, at least 0 and less than 1, in steps of 2⁻⁵³.
    package mutating func nextUnit() -> Double {
        Self.unit(next())
    }

    /// Returns the next number from `range`, uniformly distributed.
    package mutating func nextInteger(in range: ClosedRange<Int>) -> Int {
        Int.random(in: range, using: &self)
    }

    /// Returns a separate stream for `name`, independent of what was drawn from other streams.
    ///
    /// Depends on the state at the moment of the call: derive from a generator that nothing was drawn from.
    package func derived(_ name: String) -> SeededGenerator {
        SeededGenerator(seed: Self.combined(state, Self.fingerprint(name)))
    }

    /// Returns a separate stream for `id`, for example a conId or an order ID.
    package func derived(_ id: Int) -> SeededGenerator {
        SeededGenerator(seed: Self.combined(state, UInt64(bitPattern: Int64(id))))
    }

    /// Returns one well-mixed value for a pair of keys.
    static func combined(_ first: UInt64, _ second: UInt64) -> UInt64 {
        mixed(mixed(first &+ increment) ^ (second &* increment &+ 0xD1B5_4A32_D192_ED03))
    }

    /// The finalizer of SplitMix64: every bit of the input changes about half of the bits of the result.
    @inline(__always)
    static func mixed(_ value: UInt64) -> UInt64 {
        var bits = value
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }

    /// Returns the upper 53 bits as a number at least 0 and less than 1.
    @inline(__always)
    static func unit(_ bits: UInt64) -> Double {
        Double(bits >> 11) * 0x1p-53
    }

    /// FNV-1a over the UTF-8 bytes; `Hasher` is seeded differently in every process.
    private static func fingerprint(_ name: String) -> UInt64 {
        name.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }
}
