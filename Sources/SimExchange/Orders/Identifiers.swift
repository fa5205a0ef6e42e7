internal import Notation

/// Account codes, permIds and execIds, all derived from the seed.
struct Identifiers: Sendable {
    /// The progress of the IDs; stored as part of the exchange's row in a state file.
    struct Progress: Sendable, Hashable, Codable {
        /// The latest permId.
        var permId: Int
        /// The number in the latest execId.
        var execution: UInt32
    }

    /// The number in the first account code.
    private let accountNumber: Int
    private let executionPrefix: String
    var progress: Progress

    init(seed: UInt64) {
        var generator = SeededGenerator(seed: seed).derived("identifiers")
        accountNumber = generator.nextInteger(in: 1_000_000...9_999_999)
        let permId = 1_500_000_000 + generator.nextInteger(in: 0...9_999) * 10_000
        executionPrefix = Hexadecimal.text(UInt32(truncatingIfNeeded: generator.next()) & 0xFFFF)
        let execution = 0x6000_0000 | UInt32(truncatingIfNeeded: generator.next()) & 0x0FFF_0000
        progress = Progress(permId: permId, execution: execution)
    }

    /// Returns the code of the account at an index: consecutive numbers, always of seven digits.
    func accountCode(at place: Int) -> String {
        "DU\((accountNumber - 1_000_000 + place) % 9_000_000 + 1_000_000)"
    }

    /// Returns a unique permId.
    mutating func nextPermID() -> Int {
        progress.permId += 1
        return progress.permId
    }

    /// Returns an execId in IB's form: `0000e0d5.6769a7c4.01.01`; a correction increments the last part.
    mutating func nextExecutionID() -> String { nextExecutionStem() + ".01.01" }

    /// Returns the first two parts of an execId, the same for all legs of a combination.
    mutating func nextExecutionStem() -> String {
        progress.execution += 1
        return "\(executionPrefix).\(Hexadecimal.text(progress.execution))"
    }
}
