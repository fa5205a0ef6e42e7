/// Why an exchange cannot go on from a state, or its state cannot be told.
public struct StateError: Error, Sendable, Equatable {
    /// The kind of a ``StateError``; open, so that new kinds do not break callers.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        /// The code's name as it is printed.
        public let description: String

        /// Makes a code of the given name.
        public init(_ description: String) { self.description = description }

        /// The state is that of an exchange with another seed, whose market is another one.
        public static let otherSeed = Code("another seed")
        /// The state is that of other accounts.
        public static let otherAccounts = Code("other accounts")
        /// The simulated market does not know a contract of the state.
        public static let unknownContract = Code("unknown contract")
        /// A row does not hold what it should.
        public static let malformed = Code("malformed")
    }

    /// The kind of error.
    public var code: Code
    /// What happened, as a sentence without a final point.
    public var message: String

    /// Makes an error.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}

extension StateError: CustomStringConvertible {
    /// The message.
    public var description: String { message }
}
