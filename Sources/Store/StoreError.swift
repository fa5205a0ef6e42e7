/// Why a file cannot be used: what happened, and what to do about it.
package struct StoreError: Error, Sendable {
    /// The kind of a ``StoreError``. An open set, so that new kinds do not break callers.
    package struct Code: Sendable, Hashable, CustomStringConvertible {
        /// The code's name, as printed.
        package let description: String

        /// Creates a code with the given name.
        package init(_ description: String) { self.description = description }

        /// The file cannot be opened or created.
        package static let cannotOpen = Code("cannot open")
        /// Another process uses the file.
        package static let inUse = Code("in use")
        /// The file is not of the expected kind.
        package static let foreign = Code("not such a file")
        /// A later version of the program has written the file.
        package static let tooNew = Code("too new")
        /// The file's bytes are not as SQLite wrote them.
        package static let damaged = Code("damaged")
        /// The file cannot be written.
        package static let cannotWrite = Code("cannot write")
    }

    /// The kind of error.
    package var code: Code
    /// What happened, as a sentence without a final period; names the file.
    package var message: String
    /// What the person at the keyboard can do.
    package var remedy: String
    /// The source file that created the error.
    package var file: String
    /// The line in ``file``.
    package var line: Int

    /// Creates an error at the location of the call.
    package init(_ code: Code, _ message: String, remedy: String, file: String = #fileID, line: Int = #line) {
        self.code = code
        self.message = message
        self.remedy = remedy
        self.file = file
        self.line = line
    }
}

extension StoreError: Equatable {
    /// Whether two errors say the same; where they were created does not matter.
    package static func == (left: Self, right: Self) -> Bool {
        left.code == right.code && left.message == right.message && left.remedy == right.remedy
    }
}

extension StoreError: CustomStringConvertible {
    /// Message and remedy on one line.
    package var description: String { "\(message); \(remedy)" }
}
