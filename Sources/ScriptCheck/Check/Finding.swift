/// Something that the check of a script has found, with its position.
package struct Finding: Error, Hashable, Sendable, CustomStringConvertible {
    /// The severity of a finding.
    package enum Severity: String, Hashable, Sendable {
        /// The script cannot run, or will raise an error when it reaches this position.
        case error
        /// The script runs, but probably not as intended: the position raises an error that a `pcall` catches, or none.
        case warning
    }

    /// The kind of finding. An open set: later rules can add codes.
    package struct Code: RawRepresentable, Hashable, Sendable {
        /// A short name in lower case.
        package let rawValue: String

        /// Creates a code from its name.
        package init(rawValue: String) { self.rawValue = rawValue }

        /// The text is not valid Lua.
        package static let syntax = Code(rawValue: "syntax")
        /// A name is not local, not assigned in the script and not offered by the host.
        package static let unknownGlobal = Code(rawValue: "unknown_global")
        /// A table of the host does not have this member.
        package static let unknownMember = Code(rawValue: "unknown_member")
        /// The header does not declare this input.
        package static let unknownInput = Code(rawValue: "unknown_input")
        /// A function of the host does not accept this field.
        package static let unknownField = Code(rawValue: "unknown_field")
        /// No message or event has this name.
        package static let unknownMessage = Code(rawValue: "unknown_message")
        /// The function does not accept this text or number.
        package static let badValue = Code(rawValue: "bad_value")
        /// Index 0 of a list, where Lua has no element.
        package static let zeroIndex = Code(rawValue: "zero_index")
        /// The permissions in force would refuse a literal.
        package static let denied = Code(rawValue: "denied")
        /// The script places orders without `[trade]`.
        package static let missingPermission = Code(rawValue: "missing_permission")
        /// The script does not need this permission.
        package static let unusedPermission = Code(rawValue: "unused_permission")
        /// The script never reads this input.
        package static let unusedInput = Code(rawValue: "unused_input")
    }

    /// The severity.
    package let severity: Severity
    /// The script's file, as given.
    package let file: String
    /// The line, from 1; 1 if the finding concerns the whole file.
    package let line: Int
    /// The byte within the line, from 1.
    package let column: Int
    /// What is wrong and what to write instead, without the position.
    package let message: String
    /// The kind of finding; for a header error, the code of that error.
    package let code: Code

    /// Creates a finding from its parts.
    package init(severity: Severity, file: String, line: Int, column: Int, message: String, code: Code) {
        self.severity = severity
        self.file = file
        self.line = line
        self.column = column
        self.message = message
        self.code = code
    }

    /// Returns it as a warning if the script survives the error, because it stands in the function of a `pcall`.
    func protected(by protection: LuaProtection) -> Finding {
        guard severity == .error, protection.protects(.init(line: line, column: column)) else { return self }
        return Finding(severity: .warning, file: file, line: line, column: column, message: message, code: code)
    }

    /// `file:line:column: severity: message`, a format that editors understand.
    package var description: String { "\(file):\(line):\(column): \(severity.rawValue): \(message)" }
}
