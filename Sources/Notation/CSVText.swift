/// Comma-separated values (RFC 4180): rows of fields, quoted where needed.
package enum CSVText {
    /// The error for a malformed text, with its line.
    package struct Malformed: Error, Hashable, CustomStringConvertible, Sendable {
        /// The line of the text, from 1.
        package let line: Int
        /// What is wrong, as a clause.
        package let reason: String
        /// The line and the reason.
        package var description: String { "line \(line): \(reason)" }
    }

    /// Returns a row, without a trailing line feed.
    package static func row(_ fields: [String]) -> String { fields.map(field).joined(separator: ",") }

    private static func field(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy {
            $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "\"") && $0 != 0x0A && $0 != 0x0D
        }
        if isPlain { return text }
        return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    /// Returns the rows of a text; a line feed at its end begins no row, and empty lines are skipped.
    package static func rows(_ bytes: [UInt8]) throws(Malformed) -> [[String]] {
        var reader = Reader(bytes: bytes)
        // A byte order mark is not part of the first field.
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

        /// Reads a field up to its comma, line feed or end.
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
                            throw Malformed(line: line, reason: "a character follows a closing quotation mark")
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
