/// Something that the check of a script has found, with its place.
package struct Finding: Error, Hashable, Sendable, CustomStringConvertible {
    /// How bad it is.
    package enum Severity: String, Hashable, Sendable {
        /// The script cannot run, or will raise when it comes to this place.
        case error
        /// The script runs, but probably not as meant.
        case warning
    }

    /// What kind of finding it is; open, so that later rules add their own.
    package struct Code: RawRepresentable, Hashable, Sendable {
        /// A short name in lower case.
        package let rawValue: String

        /// Makes a code from its name.
        package init(rawValue: String) { self.rawValue = rawValue }

        /// The text is no Lua.
        package static let syntax = Code(rawValue: "syntax")
        /// A name that is neither local nor assigned in the script nor offered by the host.
        package static let unknownGlobal = Code(rawValue: "unknown_global")
        /// A member that a table of the host does not have.
        package static let unknownMember = Code(rawValue: "unknown_member")
        /// An input that the header does not declare.
        package static let unknownInput = Code(rawValue: "unknown_input")
        /// A field that a function of the host does not take.
        package static let unknownField = Code(rawValue: "unknown_field")
        /// A name of a message or event that does not exist.
        package static let unknownMessage = Code(rawValue: "unknown_message")
        /// A text or number that the function does not take.
        package static let badValue = Code(rawValue: "bad_value")
        /// The place 0 of a list, where Lua has nothing.
        package static let zeroIndex = Code(rawValue: "zero_index")
        /// Something written out that the permissions in force would refuse.
        package static let denied = Code(rawValue: "denied")
        /// Orders without `[trade]`.
        package static let missingPermission = Code(rawValue: "missing_permission")
        /// A permission that the script does not need.
        package static let unusedPermission = Code(rawValue: "unused_permission")
        /// An input that the script never reads.
        package static let unusedInput = Code(rawValue: "unused_input")
    }

    /// How bad it is.
    package let severity: Severity
    /// The script's file as it was given.
    package let file: String
    /// Line, from 1; 1 when the whole file is meant.
    package let line: Int
    /// Byte within the line, from 1.
    package let column: Int
    /// What is wrong and what to write instead, without place.
    package let message: String
    /// What kind of finding it is; for a fault of the header the code of its error.
    package let code: Code

    /// Makes a finding from its parts.
    package init(severity: Severity, file: String, line: Int, column: Int, message: String, code: Code) {
        self.severity = severity
        self.file = file
        self.line = line
        self.column = column
        self.message = message
        self.code = code
    }

    /// `file:line:column: severity: message`, which editors understand.
    package var description: String { "\(file):\(line):\(column): \(severity.rawValue): \(message)" }
}
