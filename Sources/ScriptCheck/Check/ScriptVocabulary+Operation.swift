extension ScriptVocabulary {
    /// What a script does with values by an operator, a call or a loop.
    package struct Operation: Sendable {
        /// A value, as far as the text shows it.
        package struct Operand: Sendable {
            /// What it is.
            package let value: Argument
            /// The variable that holds it; `nil` for any other value.
            package let variable: String?
            /// Whether the variable is a global.
            package let isGlobal: Bool
        }

        /// The Lua text, with `$1` for the first operand.
        package let text: String
        /// The operands.
        package let operands: [Operand]
    }
}
