internal import TOMLKit

extension HeaderTable {
    /// Parses the text of a header or of a separate file; `subject` is its name in errors, and line numbers are those
    /// of the file.
    ///
    /// - Throws: ``HeaderError`` `header_malformed` with the parser's reason.
    static func parse(
        _ comment: HeaderComment,
        file: String,
        subject: String = "header"
    ) throws(HeaderError) -> HeaderTable {
        try refuseExcess(comment, file: file, subject)
        try refuseControlCharacters(comment, file: file, subject)
        let root: TOMLTable
        do {
            root = try TOMLTable(string: comment.text)
        } catch {
            throw malformed(error, comment, file: file, subject)
        }
        let reader = Reader(positions: HeaderPositions(comment.text), firstLine: comment.firstLine, file: file)
        return reader.table(root, path: [])
    }

    /// The longest header text, in bytes.
    private static let longestText = 32 * 1024
    /// The largest number of dots in a header: each may nest a table, and the parser recurses into tables.
    private static let mostDots = 1_000

    private static func refuseExcess(
        _ comment: HeaderComment,
        file: String,
        _ subject: String
    ) throws(HeaderError) {
        let bytes = comment.text.utf8
        guard bytes.count <= longestText, bytes.count(where: { $0 == UInt8(ascii: ".") }) <= mostDots else {
            throw HeaderError(
                code: .malformed,
                message: "the \(subject) is too large; at most \(longestText) bytes with \(mostDots) dots are read",
                file: file,
                line: comment.firstLine
            )
        }
    }

    /// Refuses control characters: a NUL would end the text for the parser and silently drop every key after it.
    private static func refuseControlCharacters(
        _ comment: HeaderComment,
        file: String,
        _ subject: String
    ) throws(HeaderError) {
        for (index, line) in comment.text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            let isPlain = line.allSatisfy { ($0 >= 0x20 && $0 != 0x7F) || $0 == 0x09 || $0 == 0x0D }
            let hasNul = [#"\u0000"#, #"\U00000000"#].contains { isIn(line, $0.utf8) }
            guard isPlain, !hasNul else {
                throw HeaderError(
                    code: .malformed,
                    message: "the \(subject) holds a control character; remove it",
                    file: file,
                    line: comment.firstLine + index
                )
            }
        }
    }

    private static func isIn(_ text: some Collection<UInt8>, _ part: String.UTF8View) -> Bool {
        text.indices.contains { text[$0...].starts(with: part) }
    }

    private static func malformed(
        _ error: any Error,
        _ comment: HeaderComment,
        file: String,
        _ subject: String
    ) -> HeaderError {
        guard let error = error as? TOMLParseError else {
            return HeaderError(code: .malformed, message: "\(error)", file: file, line: comment.firstLine)
        }
        let place = error.source.begin
        if let open = OpenText(comment.text, near: place.line) {
            return HeaderError(
                code: .malformed,
                message:
                    "the \(subject) is not valid TOML: the text that begins at column \(open.column) is not closed; "
                    + "add \(open.quote) at its end",
                file: file,
                line: comment.firstLine + open.line - 1,
                column: open.column
            )
        }
        let isCut = subject == "header" && isIn(error.description.utf8, "end-of-file".utf8)
        let hint = isCut ? "; ]] ends the comment, so open it with --[=[ibscript and close it with ]=]" : ""
        return HeaderError(
            code: .malformed,
            message: "the \(subject) is not valid TOML: \(error.description)\(hint)",
            file: file,
            line: comment.firstLine + max(0, place.line - 1),
            column: max(1, place.column)
        )
    }

    /// Copies the parser's tree into values with positions.
    private struct Reader {
        let positions: HeaderPositions
        let firstLine: Int
        let file: String

        func table(_ table: TOMLTable, path: [String]) -> HeaderTable {
            let entries = table.keys.compactMap { key in entry(key, of: table, path: path + [key]) }
            let name = path.count == 1 ? "[\(path[0])]" : path.joined(separator: ".")
            return HeaderTable(
                name: name,
                file: file,
                line: line(of: path),
                entries: entries.sorted { order(of: path + [$0.key]) < order(of: path + [$1.key]) }
            )
        }

        private func entry(_ key: String, of table: TOMLTable, path: [String]) -> Entry? {
            guard let value = table[key] else { return nil }
            return Entry(
                key: key,
                line: line(of: path),
                column: positions.places[path]?.column ?? 1,
                value: self.value(value, path: path)
            )
        }

        private func line(of path: [String]) -> Int { firstLine + (positions.places[path]?.line ?? 1) - 1 }

        private func order(of path: [String]) -> Int { positions.places[path]?.order ?? .max }

        private func value(_ value: any TOMLValueConvertible, path: [String]) -> HeaderValue {
            if let string = value.string { return .string(string) }
            if let integer = value.int { return .integer(Int64(integer)) }
            if let number = value.double { return .number(number) }
            if let boolean = value.bool { return .boolean(boolean) }
            if let time = value.time { return .time(TimeOfDay(time.hour, time.minute, time.second).text) }
            if let table = value.table { return .table(self.table(table, path: path)) }
            guard let array = value.array else { return .date }
            return .array(array.map { self.value($0, path: path + ["#"]) })
        }
    }
}
