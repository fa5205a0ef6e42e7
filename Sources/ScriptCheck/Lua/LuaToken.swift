/// One token of Lua source text.
struct LuaToken {
    enum Kind: Equatable {
        case endOfFile
        case name(String)
        /// The text after escapes, and the delimiters around it as written.
        case string(String, opening: String, closing: String)
        /// The value, and the numeral as written; a value that no double represents exactly becomes the nearest one.
        case number(Double, text: String)
        /// A reserved word, an operator, or any other single character.
        case reserved(String)
    }

    let kind: Kind
    /// The line of the first character, from 1.
    let line: Int
    /// The byte of the first character within the line, from 1.
    let column: Int
    /// The line of the last character, at which Lua reports errors.
    let endLine: Int

    func isReserved(_ text: String) -> Bool { kind == .reserved(text) }

    /// The token's name after `near` in a syntax error, in the words of Lua's own compiler.
    var shown: String {
        switch kind {
        case .endOfFile: "<eof>"
        case .name(let name): "'\(name)'"
        case .string(let text, let opening, let closing): "'\(opening)\(text)\(closing)'"
        case .number(_, let text): "'\(text)'"
        case .reserved(let text): "'\(text)'"
        }
    }
}
