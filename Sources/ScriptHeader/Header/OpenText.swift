/// A quoted text that is not closed by the end of its line: a parser's error names neither the quotation mark nor its
/// position.
struct OpenText {
    /// The line within the TOML, from 1.
    let line: Int
    /// The byte position of the opening quotation mark within the line, from 1.
    let column: Int
    /// The quotation mark that is missing.
    let quote: Character

    /// Examines the line on which a parser stopped, and the one before; `nil` if neither leaves a text open.
    init?(_ text: String, near line: Int) {
        let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
        for number in [line, line - 1] where lines.indices.contains(number - 1) {
            guard let open = Self.open(Array(lines[number - 1])) else { continue }
            self.line = number
            column = open.column
            quote = Character(Unicode.Scalar(open.mark))
            return
        }
        return nil
    }

    /// Returns where the text that a line leaves open begins; multi-line texts do not count.
    private static func open(_ line: [UInt8]) -> (column: Int, mark: UInt8)? {
        let (double, single) = (UInt8(ascii: "\""), UInt8(ascii: "'"))
        var begin: (column: Int, mark: UInt8)?
        var place = 0
        while place < line.count {
            let byte = line[place]
            if let mark = begin?.mark {
                if byte == UInt8(ascii: "\\"), mark == double {
                    place += 1
                } else if byte == mark {
                    begin = nil
                }
            } else if byte == UInt8(ascii: "#") {
                return nil
            } else if byte == double || byte == single {
                guard !line[place...].starts(with: [byte, byte, byte]) else { return nil }
                begin = (place + 1, byte)
            }
            place += 1
        }
        return begin
    }
}
