extension ScriptVocabulary {
    /// The kind of a literal value.
    package enum ValueKind: String, Hashable, Sendable, CaseIterable {
        /// Text in quotation marks.
        case text
        /// A number in digits.
        case number
        /// `true` or `false`.
        case flag
        /// A table in braces.
        case table
        /// A function.
        case function

        /// Its name in errors.
        var shown: String {
            switch self {
            case .text: "a text"
            case .number: "a number"
            case .flag: "true or false"
            case .table: "a table"
            case .function: "a function"
            }
        }
    }
}

extension Set<ScriptVocabulary.ValueKind> {
    /// The name of the expected kinds in errors.
    package var shown: String {
        guard !isEmpty else { return "something else" }
        return ScriptVocabulary.ValueKind.allCases.filter(contains).map(\.shown).joined(separator: " or ")
    }
}
