/// Why a script's header, or a value given for one of its inputs, cannot be used.
package struct HeaderError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kind of error. An open set: later keys can add codes.
    package struct Code: RawRepresentable, Hashable, Sendable {
        /// A short name in lower case.
        package let rawValue: String

        /// Creates a code from its name.
        package init(rawValue: String) { self.rawValue = rawValue }

        /// The source text is longer than a script may be.
        package static let sourceTooLong = Code(rawValue: "source_too_long")
        /// The comment that contains the header never ends.
        package static let unterminated = Code(rawValue: "header_unterminated")
        /// A header is in a place where none is read, or its opening is misspelt.
        package static let misplaced = Code(rawValue: "header_misplaced")
        /// The header is not well-formed TOML.
        package static let malformed = Code(rawValue: "header_malformed")
        /// `api` names a version that this program does not support.
        package static let unsupportedApi = Code(rawValue: "unsupported_api")
        /// No version of the header has this key.
        package static let unknownKey = Code(rawValue: "unknown_key")
        /// A required key is missing.
        package static let missingKey = Code(rawValue: "missing_key")
        /// A value has the wrong type.
        package static let wrongType = Code(rawValue: "wrong_type")
        /// A value is not permitted.
        package static let invalidValue = Code(rawValue: "invalid_value")
        /// A value was given for an input that the header does not declare.
        package static let unknownInput = Code(rawValue: "unknown_input")
        /// An input has neither a value nor a default.
        package static let missingInput = Code(rawValue: "missing_input")
        /// The value given for an input is not of its type or outside its bounds.
        package static let invalidInput = Code(rawValue: "invalid_input")
    }

    /// The kind of error.
    package let code: Code
    /// What is wrong and what to write instead, without file and line.
    package let message: String
    /// The script's file, as given.
    package let file: String
    /// The line in the script, from 1; `nil` if the error is in a value from the command line.
    package let line: Int?
    /// The byte within the line, from 1; 1 if only the line is known.
    package let column: Int

    /// Creates an error from its parts.
    package init(code: Code, message: String, file: String, line: Int?, column: Int = 1) {
        self.code = code
        self.message = message
        self.file = file
        self.line = line
        self.column = column
    }

    /// Whether the command line is wrong rather than the file.
    package var isUsage: Bool { [.unknownInput, .missingInput, .invalidInput].contains(code) }

    /// `file:line: message`.
    package var description: String {
        line.map { "\(file):\($0): \(message)" } ?? "\(file): \(message)"
    }
}
