/// Where and why Lua source text is malformed, in the words of Lua's own compiler.
struct LuaSyntaxError: Error, Equatable {
    /// The line that the compiler would report, from 1.
    let line: Int
    /// The byte of the token concerned within the line, from 1.
    let column: Int
    /// The message without file and line; with `near …` where Lua includes it.
    let message: String
}
