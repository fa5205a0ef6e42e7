/// Why a file cannot be used: what happened, and what to do about it.
package struct StoreError: Error, Sendable {
    /// The kind of a ``StoreError``; open, so that new kinds do not break callers.
    package struct Code: Sendable, Hashable, CustomStringConvertible {
        /// The code's name as it is printed.
        package let description: String

        /// Makes a code of the given name.
        package init(_ description: String) { self.description = description }

        /// The file cannot be opened or made.
        package static let cannotOpen = Code("cannot open")
        /// Another process uses the file.
        package static let inUse = Code("in use")
        /// The file is no such file as was asked for.
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
    /// What happened, as a sentence without a final point; names the file.
    package var message: String
    /// What the person at the keyboard can do.
    package var remedy: String
    /// Source file that made the error.
    package var file: String
    /// Line of ``file``.
    package var line: Int

    /// Makes an error at the place of the call.
    package init(_ code: Code, _ message: String, remedy: String, file: String = #fileID, line: Int = #line) {
        self.code = code
        self.message = message
        self.remedy = remedy
        self.file = file
        self.line = line
    }
}

extension StoreError: Equatable {
    /// Whether two errors say the same; where they were made does not count.
    package static func == (left: Self, right: Self) -> Bool {
        left.code == right.code && left.message == right.message && left.remedy == right.remedy
    }
}

extension StoreError: CustomStringConvertible {
    /// Message and remedy in one line.
    package var description: String { "\(message); \(remedy)" }
}
