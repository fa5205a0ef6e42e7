/// How a run ended.
package struct RunEnd: Sendable, Hashable {
    /// The kind of end.
    package enum Reason: String, Sendable, Hashable {
        /// Nothing was left to do.
        case finished
        /// The script called `stop`.
        case stopped
        /// `--for` ran out.
        case timeLimit = "time limit"
        /// A signal or a person.
        case interrupted
        /// The script raised an error.
        case scriptError = "script error"
        /// The script is not valid Lua.
        case syntax
        /// An instruction, time or memory budget was exceeded.
        case budget
        /// The permissions refused an order, and the script did not catch the error.
        case denied
        /// The connection is lost for good.
        case connectionLost = "connection lost"
    }

    /// The kind of end.
    package var reason: Reason
    /// What happened, on one line, with the script's line number; `nil` if the reason says it all.
    package var message: String?
    /// The calls that led to the error, one per line; `nil` if there are none.
    package var traceback: String?
    /// The line of the script that the message points to, with its number: `12 | place(c, o)`; `nil` if there is none.
    package var excerpt: String?
    /// Orders that were still working.
    package var workingOrders: [Int]

    /// Creates an end from its parts.
    package init(_ reason: Reason, message: String? = nil, traceback: String? = nil, workingOrders: [Int] = []) {
        self.reason = reason
        self.message = message
        self.traceback = traceback
        self.workingOrders = workingOrders
    }

    /// The exit code of a program that runs one script.
    package var exitCode: Int32 {
        switch reason {
        case .finished, .stopped, .timeLimit: ExitStatus.success
        case .scriptError: ExitStatus.scriptError
        case .budget: ExitStatus.budget
        case .denied: ExitStatus.denied
        case .connectionLost: ExitStatus.connection
        case .syntax: ExitStatus.malformed
        case .interrupted: ExitStatus.interrupted
        }
    }
}
