/// The resources that a script may use, by default or as its header requests.
///
/// A header may request at most ten times the default.
package struct ScriptBudget: Hashable, Sendable {
    /// The largest number of instructions for the handlers of one event.
    package var instructions: Int
    /// The largest number of instructions of the main chunk until its first wait.
    package var mainInstructions: Int
    /// The largest amount of memory in total, in MiB.
    package var memoryMiB: Int
    /// The longest that one event or the main chunk may run, in seconds of real time.
    package var seconds: Double

    /// Creates a budget from its parts.
    package init(instructions: Int, mainInstructions: Int, memoryMiB: Int, seconds: Double) {
        self.instructions = instructions
        self.mainInstructions = mainInstructions
        self.memoryMiB = memoryMiB
        self.seconds = seconds
    }

    /// 50 million instructions per event, 500 million for the main chunk, 64 MiB, 5 s.
    package static let standard = ScriptBudget(
        instructions: 50_000_000,
        mainInstructions: 500_000_000,
        memoryMiB: 64,
        seconds: 5
    )

    /// The largest multiple of the default that a header may request.
    private static let tenfold = 10

    /// Reads `[budget]`; an absent key has its default.
    init(_ table: HeaderTable) throws(HeaderError) {
        try table.allowOnly(["instructions", "main_instructions", "memory_mib", "seconds"])
        let standard = Self.standard
        instructions = try Self.read("instructions", standard.instructions, table)
        mainInstructions = try Self.read("main_instructions", standard.mainInstructions, table)
        memoryMiB = try Self.read("memory_mib", standard.memoryMiB, table)
        seconds =
            try table.positiveNumber("seconds", largest: standard.seconds * Double(Self.tenfold)) ?? standard.seconds
    }

    private static func read(
        _ key: String,
        _ standard: Int,
        _ table: HeaderTable
    ) throws(HeaderError) -> Int {
        try table.positiveInteger(key, largest: Int64(standard * tenfold)).map { Int($0) } ?? standard
    }
}
