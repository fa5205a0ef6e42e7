package import TWSWire

/// Cuts writes into pieces of 1 to 7 bytes, for the plan `split-frames`.
package struct WriteCutter: Sendable {
    private var random: SeededGenerator

    /// Makes the cutter of one connection: the same seed and connection give the same cuts.
    package init(seed: UInt64, connection: ConnectionID) {
        random = SeededGenerator(seed: seed).derived("chaos").derived(ChaosPlan.splitFrames.rawValue)
            .derived(connection.number)
    }

    /// Returns the pieces of a write, in order; none for an empty write.
    package mutating func pieces(of bytes: [UInt8]) -> [[UInt8]] {
        var pieces: [[UInt8]] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let length = random.nextInteger(in: 1...7)
            pieces.append(Array(rest.prefix(length)))
            rest = rest.dropFirst(length)
        }
        return pieces
    }
}
