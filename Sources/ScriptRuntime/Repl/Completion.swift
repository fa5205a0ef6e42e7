internal import Notation
internal import ScriptCheck
internal import ScriptHost
internal import SimExchange

/// The names that may appear at the cursor: functions, fields, symbols in quotation marks, and the terminal's own
/// words.
struct Completion {
    /// The start of the word to complete, in characters.
    let start: Int
    /// The possible words, sorted.
    let candidates: [String]

    private static let symbols: [String] = Array(Set(InstrumentCatalogue().builtIn.map(\.symbol))).sorted()
    private static let reserved = [
        "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "if", "in", "local", "nil", "not",
        "or",
        "repeat", "return", "then", "true", "until", "while",
    ]

    /// Reads the text before the cursor.
    ///
    /// - Parameter makers: The functions that gave global variables their values, by the variables' names.
    init(
        before text: some Collection<Character>,
        commands: [String],
        makers: [String: String] = [:],
        vocabulary: ScriptVocabulary = .scriptHost
    ) {
        let text = Array(text)
        if text.first == ".", !text.contains(" ") {
            self.init(0, text, among: commands)
        } else if let quote = Self.openQuote(in: text) {
            self.init(quote + 1, text, among: Self.symbols)
        } else {
            var start = text.count
            while start > 0, Self.isWord(text[start - 1]) { start -= 1 }
            self.init(start, text, among: Self.names(before: start, in: text, makers, vocabulary))
        }
    }

    private init(_ start: Int, _ text: [Character], among names: some Sequence<String>) {
        self.start = start
        let word = String(text[start...])
        candidates = Set(names.filter { $0.hasPrefix(word) }).sorted()
    }

    /// The common prefix of all candidates.
    var common: String {
        guard var prefix = candidates.first else { return "" }
        for candidate in candidates.dropFirst() { prefix = String(zip(prefix, candidate).prefix { $0 == $1 }.map(\.0)) }
        return prefix
    }

    /// Returns names for a word that begins at `start`: members after a dot or a colon, otherwise globals.
    private static func names(
        before start: Int,
        in text: [Character],
        _ makers: [String: String],
        _ vocabulary: ScriptVocabulary
    ) -> Set<String> {
        guard start > 0, text[start - 1] == "." || text[start - 1] == ":" else {
            return vocabulary.globals.union(reserved)
        }
        var begin = start - 1
        while begin > 0, isWord(text[begin - 1]) { begin -= 1 }
        let owner = String(text[begin..<(start - 1)])
        if text[start - 1] == ".", let members = vocabulary.members[owner] { return members }
        if let object = makers[owner].flatMap({ vocabulary.object(givenBy: $0) }) { return object.members }
        // The variable's value is unknown: offer the members of every object, and the fields of orders and contracts.
        let objects = vocabulary.types.results.keys.reduce(into: Set<String>()) {
            $0.formUnion(vocabulary.object(givenBy: $1)?.members ?? [])
        }
        return ["order", "contract"].reduce(into: objects) { $0.formUnion(vocabulary.fields[$1] ?? []) }
    }

    /// Returns the position of the quotation mark that is open at the end.
    private static func openQuote(in text: [Character]) -> Int? {
        var open: Int?
        for (place, character) in text.enumerated() where character == "\"" || character == "'" {
            if let start = open {
                if text[start] == character { open = nil }
            } else {
                open = place
            }
        }
        return open
    }

    private static func isWord(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_"
    }
}
