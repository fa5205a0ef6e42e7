/// Why a file cannot be used: what happened, and what to do about it.
public struct StoreError: Error, Sendable {
    /// The kind of a ``StoreError``; open, so that new kinds do not break callers.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        /// The code's name as it is printed.
        public let description: String

        /// Makes a code of the given name.
        public init(_ description: String) { self.description = description }

        /// The file cannot be opened or made.
        public static let cannotOpen = Code("cannot open")
        /// Another process uses the file.
        public static let inUse = Code("in use")
        /// The file is no such file as was asked for.
        public static let foreign = Code("not such a file")
        /// A later version of the program has written the file.
        public static let tooNew = Code("too new")
        /// The file's bytes are not as SQLite wrote them.
        public static let damaged = Code("damaged")
        /// The file cannot be written.
        public static let cannotWrite = Code("cannot write")
    }

    /// The kind of error.
    public var code: Code
    /// What happened, as a sentence without a final point; names the file.
    public var message: String
    /// What the person at the keyboard can do.
    public var remedy: String
    /// Source file that made the error.
    public var file: String
    /// Line of ``file``.
    public var line: Int

    /// Makes an error at the place of the call.
    public init(_ code: Code, _ message: String, remedy: String, file: String = #fileID, line: Int = #line) {
        self.code = code
        self.message = message
        self.remedy = remedy
        self.file = file
        self.line = line
    }
}

extension StoreError: Equatable {
    /// Whether two errors say the same; where they were made does not count.
    public static func == (left: Self, right: Self) -> Bool {
        left.code == right.code && left.message == right.message && left.remedy == right.remedy
    }
}

extension StoreError: CustomStringConvertible {
    /// Message and remedy in one line.
    public var description: String { "\(message); \(remedy)" }
}
