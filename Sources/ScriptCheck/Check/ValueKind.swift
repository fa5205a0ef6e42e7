extension ScriptVocabulary {
    /// What kind a value is that is written out.
    package enum ValueKind: String, Hashable, Sendable, CaseIterable {
        /// Between quotes.
        case text
        /// In digits.
        case number
        /// `true` or `false`.
        case flag
        /// Between braces.
        case table

        /// How errors name it.
        var shown: String {
            switch self {
            case .text: "a text"
            case .number: "a number"
            case .flag: "true or false"
            case .table: "a table"
            }
        }
    }
}

extension Set<ScriptVocabulary.ValueKind> {
    /// How errors name what is expected.
    package var shown: String {
        guard !isEmpty else { return "something else" }
        return ScriptVocabulary.ValueKind.allCases.filter(contains).map(\.shown).joined(separator: " or ")
    }
}
