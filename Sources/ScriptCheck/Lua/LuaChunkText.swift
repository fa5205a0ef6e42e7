/// The kind of a piece of Lua text that is read line by line.
package enum LuaChunkText: Hashable, Sendable {
    /// An expression or a list of expressions, whose value is shown.
    case expression
    /// Statements.
    case statements
    /// An incomplete text that needs further lines.
    case unfinished
    /// A text that no further line can make valid, with the message of Lua's own compiler.
    case malformed(String)

    /// Classifies a text without executing anything.
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
