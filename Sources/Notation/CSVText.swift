/// Comma-separated values (RFC 4180): rows of fields, with quotation marks where they are needed.
package enum CSVText {
    /// What is wrong with a text, and on which line.
    package struct Malformed: Error, Hashable, CustomStringConvertible, Sendable {
        /// Line of the text, from 1.
        package let line: Int
        /// What is wrong, in a clause.
        package let reason: String
        /// Both.
        package var description: String { "line \(line): \(reason)" }
    }

    /// A row, without a line feed behind it.
    package static func row(_ fields: [String]) -> String { fields.map(field).joined(separator: ",") }

    private static func field(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy {
            $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "\"") && $0 != 0x0A && $0 != 0x0D
        }
        if isPlain { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    /// The rows of a text; a line feed at its end begins no row, and lines without a character are passed over.
    package static func rows(_ bytes: [UInt8]) throws(Malformed) -> [[String]] {
        var reader = Reader(bytes: bytes)
        // A byte order mark is no part of the first field.
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { reader.place = 3 }
        var rows: [[String]] = []
        while let row = try reader.row() {
            if row != [""] { rows.append(row) }
        }
        return rows
    }

    private struct Reader {
        let bytes: [UInt8]
        var place = 0
        var line = 1

        init(bytes: [UInt8]) { self.bytes = bytes }

        mutating func row() throws(Malformed) -> [String]? {
            guard place < bytes.count else { return nil }
            var fields: [String] = []
            while true {
                fields.append(try field())
                guard place < bytes.count else { return fields }
                let separator = bytes[place]
                place += 1
                if separator == UInt8(ascii: ",") {
                    if place == bytes.count { return fields + [""] }
                    continue
                }
                if separator == 0x0D, place < bytes.count, bytes[place] == 0x0A { place += 1 }
                line += 1
                return fields
            }
        }

        /// A field up to its comma, line feed or end.
        private mutating func field() throws(Malformed) -> String {
            guard place < bytes.count, bytes[place] == UInt8(ascii: "\"") else {
                let start = place
                while place < bytes.count, !Self.isSeparator(bytes[place]) { place += 1 }
                return String(decoding: bytes[start..<place], as: UTF8.self)
            }
            let first = line
            place += 1
            var field: [UInt8] = []
            while place < bytes.count {
                let byte = bytes[place]
                place += 1
                if byte == UInt8(ascii: "\"") {
                    guard place < bytes.count, bytes[place] == UInt8(ascii: "\"") else {
                        guard place == bytes.count || Self.isSeparator(bytes[place]) else {
                            throw Malformed(line: line, reason: "a character stands behind a closing quotation mark")
                        }
                        return String(decoding: field, as: UTF8.self)
                    }
                    place += 1
                }
                if byte == 0x0A { line += 1 }
                field.append(byte)
            }
            throw Malformed(line: first, reason: "a quotation mark is not closed")
        }

        private static func isSeparator(_ byte: UInt8) -> Bool {
            byte == UInt8(ascii: ",") || byte == 0x0A || byte == 0x0D
        }
    }
}
