internal import Notation
internal import ScriptCheck

extension InputType {
    /// Why a value cannot be used, as the rest of a sentence that starts with the input's name.
    struct Fault: Error {
        let message: String

        init(_ message: String) { self.message = message }
    }

    /// Parses a text from the command line.
    func value(typed text: String) throws(Fault) -> InputValue {
        let shown = QuotedText.of(text)
        switch self {
        case .symbol, .string, .choice, .time, .symbols: return try value(of: .string(text))
        case .integer:
            guard let number = Self.integer(text) else { throw Fault("\(shown) is not a whole number") }
            return .integer(number)
        case .number, .price:
            guard let number = Self.number(text) else { throw Fault("\(shown) is not a number") }
            return try value(of: .number(number))
        case .boolean:
            guard text == "true" || text == "false" else { throw Fault("\(shown) is neither true nor false") }
            return .boolean(text == "true")
        }
    }

    /// Converts a value from the header.
    func value(of value: HeaderValue) throws(Fault) -> InputValue {
        switch (self, value) {
        case (.symbol, .string(let text)):
            if let fault = SymbolText.fault(of: text) { throw Fault(fault) }
            return .symbol(text)
        case (.symbols, .string(let text)): return try Self.symbols(Self.list(text))
        case (.symbols, .array(let elements)):
            return try Self.symbols(
                elements.map { element throws(Fault) in
                    guard case .string(let text) = element else { throw Fault("must be a list of symbols") }
                    return text
                }
            )
        case (.string, .string(let text)): return .string(try Self.plain(text))
        case (.choice, .string(let text)): return .choice(try Self.plain(text))
        case (.integer, .integer(let number)): return .integer(number)
        case (.number, .integer(let number)): return .number(Double(number))
        case (.price, .integer(let number)): return .price(Double(number))
        case (.number, .number(let number)): return .number(try Self.finite(number))
        case (.price, .number(let number)): return .price(try Self.finite(number))
        case (.boolean, .boolean(let flag)): return .boolean(flag)
        case (.time, .string(let text)), (.time, .time(let text)):
            guard let time = TimeOfDay(text) else {
                throw Fault("\(QuotedText.of(text)) is not a time; write HH:MM or HH:MM:SS")
            }
            return .time(time)
        default: throw Fault("must be of type \(rawValue), not \(value.type)")
        }
    }

    /// The largest number of symbols of one input.
    private static let mostSymbols = 1_000

    private static func symbols(_ texts: [String]) throws(Fault) -> InputValue {
        guard !texts.isEmpty else { throw Fault("names no symbol") }
        guard texts.count <= mostSymbols else { throw Fault("names more than \(mostSymbols) symbols") }
        var symbols: [String] = []
        for text in texts where !symbols.contains(text) {
            if let fault = SymbolText.fault(of: text) { throw Fault(fault) }
            symbols.append(text)
        }
        return .symbols(symbols)
    }

    /// Splits a text at commas or line ends; at blanks only if it has neither, since a symbol may contain one.
    private static func list(_ text: String) -> [String] {
        let marks: Set<Character> = [",", ";", "\n", "\r", "\r\n"]
        let parts = text.split { marks.contains($0) }
        let pieces = parts.count > 1 ? parts : text.split { $0 == " " || $0 == "\t" || marks.contains($0) }
        return pieces.map { piece in
            let start = piece.drop { $0 == " " || $0 == "\t" }
            return String(start.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
        }.filter { !$0.isEmpty }
    }

    private static func plain(_ text: String) throws(Fault) -> String {
        let isPlain =
            text.unicodeScalars.count <= 256
            && text.unicodeScalars.allSatisfy {
                ![.control, .format, .lineSeparator, .paragraphSeparator].contains($0.properties.generalCategory)
            }
        guard isPlain else { throw Fault("must be one line of at most 256 characters without control characters") }
        return text
    }

    private static func finite(_ number: Double) throws(Fault) -> Double {
        guard number.isFinite else { throw Fault("must be a finite number") }
        return number
    }

    private static func integer(_ text: String) -> Int64? {
        let digits = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
        return !digits.isEmpty && digits.allSatisfy(LuaLexer.isDigit) ? Int64(text) : nil
    }

    /// Parses digits with at most one point between them and an optional minus sign; no exponent, no blanks, no `nan`.
    private static func number(_ text: String) -> Double? {
        let digits = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
        let parts = digits.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), parts.allSatisfy({ !$0.isEmpty }) else { return nil }
        return parts.joined().allSatisfy(LuaLexer.isDigit) ? Double(text) : nil
    }
}
