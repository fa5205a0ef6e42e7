/// Why an exchange cannot continue from a state, or cannot store its own.
package struct StateError: Error, Sendable, Equatable {
    /// The kind of a ``StateError``; open, so that new kinds do not break callers.
    package struct Code: Sendable, Hashable, CustomStringConvertible {
        /// The code's name as printed.
        package let description: String

        /// Makes a code with the given name.
        package init(_ description: String) { self.description = description }

        /// The state belongs to an exchange with another seed, and thus another market.
        package static let otherSeed = Code("another seed")
        /// The state has other accounts.
        package static let otherAccounts = Code("other accounts")
        /// The simulated market does not know a contract of the state.
        package static let unknownContract = Code("unknown contract")
        /// A row has invalid content.
        package static let malformed = Code("malformed")
    }

    /// The kind of error.
    package var code: Code
    /// What happened, as a sentence without a final period.
    package var message: String

    /// Makes an error.
    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}

extension StateError: CustomStringConvertible {
    /// The message.
    package var description: String { message }
}
