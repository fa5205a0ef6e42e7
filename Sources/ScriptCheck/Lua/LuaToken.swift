/// One token of Lua source text.
struct LuaToken {
    enum Kind: Equatable {
        case endOfFile
        case name(String)
        /// The text after escapes, and the delimiters around it as written.
        case string(String, opening: String, closing: String)
        /// The value, and the numeral as written; a value that no double holds exactly is the nearest one.
        case number(Double, text: String)
        /// A reserved word, an operator, or any other single character.
        case reserved(String)
    }

    let kind: Kind
    /// Line of the first character, from 1.
    let line: Int
    /// Byte within the line of the first character, from 1.
    let column: Int
    /// Line of the last character: Lua reports errors at it.
    let endLine: Int

    func isReserved(_ text: String) -> Bool { kind == .reserved(text) }

    /// How a syntax error names the token after `near`, in the words of Lua's own compiler.
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
