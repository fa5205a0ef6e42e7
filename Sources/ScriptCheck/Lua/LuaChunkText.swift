/// What a piece of Lua text is, to one who reads it line by line.
package enum LuaChunkText: Hashable, Sendable {
    /// An expression, or a list of them: something to be shown.
    case expression
    /// Statements.
    case statements
    /// More has to come before it is either.
    case unfinished
    /// It is no Lua, whatever comes; the message is that of Lua's own compiler.
    case malformed(String)

    /// Reads a text; nothing is executed.
    package init(_ text: String) {
        guard Self.fault(of: "return \(text)\n") != nil else {
            self = .expression
            return
        }
        switch Self.fault(of: text) {
        case nil: self = .statements
        case let fault? where fault.message.hasSuffix("near <eof>"): self = .unfinished
        case let fault?: self = .malformed(fault.message)
        }
    }

    private static func fault(of text: String) -> LuaSyntaxError? {
        do throws(LuaSyntaxError) {
            _ = try LuaParser.parse(Array(text.utf8))
            return nil
        } catch {
            return error
        }
    }
}
