extension LuaLexer {
    /// Returns the number of `=` in an opening long bracket at the current position; `nil` if there is none.
    func bracketLevel() -> Int? {
        guard byte() == UInt8(ascii: "[") else { return nil }
        var level = 0
        while byte(level + 1) == UInt8(ascii: "=") { level += 1 }
        return byte(level + 1) == UInt8(ascii: "[") ? level : nil
    }

    /// Like ``bracketLevel()``, for a token: `[=` that is not followed by `[` is an error.
    func longBracketLevel() throws(LuaSyntaxError) -> Int? {
        if let level = bracketLevel() { return level }
        guard byte(1) == UInt8(ascii: "=") else { return nil }
        var end = position + 1
        while end < bytes.count, bytes[end] == UInt8(ascii: "=") { end += 1 }
        throw failure("invalid long string delimiter", near: "'\(text(position..<end))'")
    }

    mutating func readLongString(_ level: Int) throws(LuaSyntaxError) -> LuaToken.Kind {
        let body = try skipLongBrackets(level, what: "string", startLine: line)
        let signs = String(repeating: "=", count: level)
        return .string(text(body), opening: "[\(signs)[", closing: "]\(signs)]")
    }

    /// Skips past the closing bracket; returns the bytes between, without a line end right after the opening.
    mutating func skipLongBrackets(
        _ level: Int,
        what: String,
        startLine: Int
    ) throws(LuaSyntaxError) -> Range<Int> {
        position += level + 2
        if let next = byte(), Self.isNewline(next) { takeNewline() }
        let start = position
        while let next = byte() {
            if next == UInt8(ascii: "]"), closes(level) {
                defer { position += level + 2 }
                return start..<position
            }
            if Self.isNewline(next) { takeNewline() } else { position += 1 }
        }
        throw failure("unfinished long \(what) (starting at line \(startLine))", near: "<eof>")
    }

    private func closes(_ level: Int) -> Bool {
        for sign in 0..<level where byte(sign + 1) != UInt8(ascii: "=") { return false }
        return byte(level + 1) == UInt8(ascii: "]")
    }
}
