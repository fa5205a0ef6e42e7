extension LuaVM {
    /// The resources that a script may use before it is stopped.
    ///
    /// Instructions and time count per event: one run of the main chunk until its first wait, one handler, or whatever
    /// runs after one wait. Memory counts for the VM as a whole.
    package struct Budget: Sendable, Hashable {
        /// The Lua instructions of a handler, and of the main chunk after a wait.
        package var instructionsPerEvent: Int
        /// The Lua instructions of the main chunk until its first wait.
        package var instructionsForMain: Int
        /// The bytes that the VM may hold in total.
        package var bytes: Int
        /// The bytes of a single block: the longest string, half of the largest table, the Lua stack.
        package var bytesPerBlock: Int
        /// Seconds of real time that one event may run; time spent paused or waiting does not count.
        package var seconds: Double
        /// The Lua instructions after which a call pauses so that the event loop can do other work.
        package var instructionsPerSlice: Int

        /// Bytes beyond `bytes` that only values of the host may use.
        static let reserve = 1 << 20
        /// The C stack that must be left for Lua, in bytes.
        static let stack = 1 << 20
        /// The C stack of a thread that can run any script, in bytes.
        package static let threadStack = 16 << 20

        /// Creates a budget; the defaults are the limits of a script whose header requests nothing.
        package init(
            instructionsPerEvent: Int = 50_000_000,
            instructionsForMain: Int = 500_000_000,
            bytes: Int = 64 << 20,
            bytesPerBlock: Int = 4 << 20,
            seconds: Double = 5,
            instructionsPerSlice: Int = 200_000
        ) {
            self.instructionsPerEvent = instructionsPerEvent
            self.instructionsForMain = instructionsForMain
            self.bytes = bytes
            self.bytesPerBlock = bytesPerBlock
            self.seconds = seconds
            self.instructionsPerSlice = instructionsPerSlice
        }
    }
}

/// The remaining budget of one event.
struct Allowance {
    var instructions: Int64
    var nanoseconds: Int64

    static func main(_ budget: LuaVM.Budget) -> Allowance {
        Allowance(instructions: Int64(budget.instructionsForMain), nanoseconds: nanoseconds(budget.seconds))
    }

    static func event(_ budget: LuaVM.Budget) -> Allowance {
        Allowance(instructions: Int64(budget.instructionsPerEvent), nanoseconds: nanoseconds(budget.seconds))
    }

    private static func nanoseconds(_ seconds: Double) -> Int64 {
        Int64(min(max(seconds, 0), 1_000_000) * 1_000_000_000)
    }
}
