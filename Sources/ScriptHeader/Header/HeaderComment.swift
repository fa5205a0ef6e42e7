internal import ScriptCheck

/// The TOML text inside a script's first comment, and its location in the file.
struct HeaderComment {
    /// The text from `ibscript` to the closing bracket.
    let text: String
    /// The line of the file on which `text` starts.
    let firstLine: Int

    private static let tag = Array("ibscript".utf8)

    /// Finds the header as text without executing anything.
    ///
    /// The header is `--[[ibscript …]]` or `--[=[ibscript …]=]` with any number of equals signs. Only blanks and a
    /// first line that starts with `#` may precede it.
    /// - Returns: `nil` if the script has no header.
    /// - Throws: ``HeaderError`` `header_unterminated`; `header_misplaced` for a header anywhere else, because a script
    ///   whose limits are not read would run with other limits than its reader sees.
    static func find(in bytes: [UInt8], file: String) throws(HeaderError) -> HeaderComment? {
        guard bytes.count <= ScriptHeader.longestSource else {
            throw HeaderError(
                code: .sourceTooLong,
                message: "the script has \(bytes.count) bytes; at most \(ScriptHeader.longestSource) are read",
                file: file,
                line: nil
            )
        }
        var lexer = LuaLexer(bytes)
        let start = firstComment(lexer)
        let isRead = lexer.readToEnd()
        if !isRead, let start, lexer.position <= start + 2 || lexer.longComments.isEmpty, isTag(bytes, start) {
            throw HeaderError(
                code: .unterminated,
                message: "the header's comment is not closed; end it with ]]",
                file: file,
                line: lineOf(start, bytes)
            )
        }
        return try choose(lexer.longComments, bytes: bytes, first: start, file: file)
    }

    /// The offset of the first thing that is not blank, if a comment starts there.
    private static func firstComment(_ lexer: LuaLexer) -> Int? {
        var position = lexer.position
        while position < lexer.bytes.count, [0x20, 0x09, 0x0A, 0x0B, 0x0C, 0x0D].contains(lexer.bytes[position]) {
            position += 1
        }
        return lexer.bytes[position...].starts(with: Array("--[".utf8)) ? position : nil
    }

    private static func isTag(_ bytes: [UInt8], _ start: Int) -> Bool {
        let rest = bytes[start...].dropFirst(3).drop { $0 == UInt8(ascii: "=") }.dropFirst()
        return rest.starts(with: tag)
    }

    private static func lineOf(_ offset: Int, _ bytes: [UInt8]) -> Int {
        1 + bytes[..<offset].count { $0 == 0x0A }
    }

    private static func choose(
        _ comments: [LuaLexer.LongComment],
        bytes: [UInt8],
        first: Int?,
        file: String
    ) throws(HeaderError) -> HeaderComment? {
        var found: HeaderComment?
        for comment in comments {
            let isFirst = first.map { comment.body.lowerBound > $0 && isOpening($0, comment, bytes) } ?? false
            switch (form(of: comment, bytes), isFirst) {
            case (.header, true): found = header(comment, bytes)
            case (.header, false):
                let message =
                    found == nil
                    ? "a header is read only from the first comment of the file; move it to the top"
                    : "a script has one header; remove the second"
                throw HeaderError(code: .misplaced, message: message, file: file, line: comment.line)
            case (.misspelt, _):
                throw HeaderError(
                    code: .misplaced,
                    message:
                        "this looks like a header but is not one: a header begins with --[[ibscript, in lower case and plain "
                        + "letters without anything around them",
                    file: file,
                    line: comment.line
                )
            case (.other, _): continue
            }
        }
        return found
    }

    /// Whether the comment is the one that starts at `start`, with nothing but brackets and a line end between.
    private static func isOpening(_ start: Int, _ comment: LuaLexer.LongComment, _ bytes: [UInt8]) -> Bool {
        bytes[start..<comment.body.lowerBound].allSatisfy { "-[=\r\n".utf8.contains($0) }
    }

    private enum Form {
        case header, misspelt, other
    }

    private static func form(of comment: LuaLexer.LongComment, _ bytes: [UInt8]) -> Form {
        let body = bytes[comment.body]
        let isNextLine = bytes[..<body.startIndex].last.map(LuaLexer.isNewline) ?? false
        if body.starts(with: tag), !isNextLine {
            guard let next = body.dropFirst(tag.count).first else { return .header }
            if [0x20, 0x09, 0x0A, 0x0D].contains(next) { return .header }
            return next < 0x20 || next >= 0x7F ? .misspelt : .other
        }
        let firstLine = body.prefix { $0 != 0x0A && $0 != 0x0D }
        return looksLikeTag(firstLine) ? .misspelt : .other
    }

    /// Whether a reader could mistake a line for `ibscript`: ignoring blanks and invisible characters, it is the word
    /// in any case, with letters of other alphabets in place of up to half of its letters.
    private static func looksLikeTag(_ line: some Collection<UInt8>) -> Bool {
        guard line.count <= 200 else { return false }
        var place = 0
        var strange = 0
        for scalar in String(decoding: line, as: UTF8.self).unicodeScalars {
            let isLetter = scalar.properties.isAlphabetic && scalar.properties.generalCategory != .nonspacingMark
            if !isLetter {
                guard !scalar.isASCII || scalar.value <= 0x20 || scalar.value == 0x7F else { return false }
                continue
            }
            guard place < tag.count else { return false }
            if scalar.isASCII {
                guard UInt8(truncatingIfNeeded: scalar.value) | 0x20 == tag[place] else { return false }
            } else {
                strange += 1
            }
            place += 1
        }
        return place == tag.count && strange <= tag.count / 2
    }

    private static func header(_ comment: LuaLexer.LongComment, _ bytes: [UInt8]) -> HeaderComment {
        let body = bytes[comment.body].dropFirst(tag.count)
        return HeaderComment(text: String(decoding: body, as: UTF8.self), firstLine: comment.line)
    }
}
