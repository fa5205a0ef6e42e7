/// Where and why Lua source text is malformed, in the words of Lua's own compiler.
struct LuaSyntaxError: Error, Equatable {
    /// Line that the compiler would report, from 1.
    let line: Int
    /// Byte within the line of the token concerned, from 1.
    let column: Int
    /// Without file and line; with `near …` where Lua says it.
    let message: String
}
