/// Why an exchange cannot go on from a state, or its state cannot be told.
package struct StateError: Error, Sendable, Equatable {
    /// The kind of a ``StateError``; open, so that new kinds do not break callers.
    package struct Code: Sendable, Hashable, CustomStringConvertible {
        /// The code's name as it is printed.
        package let description: String

        /// Makes a code of the given name.
        package init(_ description: String) { self.description = description }

        /// The state is that of an exchange with another seed, whose market is another one.
        package static let otherSeed = Code("another seed")
        /// The state is that of other accounts.
        package static let otherAccounts = Code("other accounts")
        /// The simulated market does not know a contract of the state.
        package static let unknownContract = Code("unknown contract")
        /// A row does not hold what it should.
        package static let malformed = Code("malformed")
    }

    /// The kind of error.
    package var code: Code
    /// What happened, as a sentence without a final point.
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
