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
        /// A signal, or a person.
        case interrupted
        /// The script raised an error.
        case scriptError = "script error"
        /// The script is no Lua.
        case syntax
        /// A budget of instructions, time or memory was exceeded.
        case budget
        /// An order was refused by the permissions and the script did not catch it.
        case denied
        /// The connection is lost for good.
        case connectionLost = "connection lost"
    }

    /// The kind of end.
    package var reason: Reason
    /// What happened, with the script's line, in one line; `nil` where the reason says all.
    package var message: String?
    /// The calls that led to the error, one a line; `nil` where there is none.
    package var traceback: String?
    /// The line of the script to which the message points, with its number: `12 | place(c, o)`; `nil` where there is none.
    package var excerpt: String?
    /// Orders that were still working.
    package var workingOrders: [Int]

    /// An end from its parts.
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
