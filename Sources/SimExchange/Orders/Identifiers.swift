internal import Notation

/// Account codes, permIds and execIds, all from the seed.
struct Identifiers: Sendable {
    /// The number in the first account code.
    private let accountNumber: Int
    /// The latest permId.
    var permID: Int
    private let executionPrefix: String
    /// The number in the latest execId.
    var execution: UInt32

    init(seed: UInt64) {
        var generator = SeededGenerator(seed: seed).derived("identifiers")
        accountNumber = generator.nextInteger(in: 1_000_000...9_999_999)
        permID = 1_500_000_000 + generator.nextInteger(in: 0...9_999) * 10_000
        executionPrefix = Hexadecimal.text(UInt32(truncatingIfNeeded: generator.next()) & 0xFFFF)
        execution = 0x6000_0000 | UInt32(truncatingIfNeeded: generator.next()) & 0x0FFF_0000
    }

    /// The code of the account at a place: numbers that follow each other, always of seven digits.
    func accountCode(at place: Int) -> String {
        "DU\((accountNumber - 1_000_000 + place) % 9_000_000 + 1_000_000)"
    }

    /// A permId that no other order has.
    mutating func nextPermID() -> Int {
        permID += 1
        return permID
    }

    /// An execId in IB's form: `0000e0d5.6769a7c4.01.01`; a correction raises the last part.
    mutating func nextExecutionID() -> String { nextExecutionStem() + ".01.01" }

    /// The first two parts of an execId, the same for all legs of a combination.
    mutating func nextExecutionStem() -> String {
        execution += 1
        return "\(executionPrefix).\(Hexadecimal.text(execution))"
    }
}
