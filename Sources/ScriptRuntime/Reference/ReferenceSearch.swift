internal import Notation

/// What the reference has about a word that is the name of no entry: a group, a part of names, a field, an order type.
struct ReferenceSearch {
    /// A place at which the word was found.
    private struct Hit {
        /// How well it fits; smaller is better.
        let rank: Int
        let name: String
        let text: String
    }

    /// The largest number of places that are listed.
    static let longest = 30

    private let word: String
    private var hits: [Hit] = []

    /// Searches pages of the reference for a word, whatever its case.
    ///
    /// - Parameter pages: Markdown: `##` before a group, `###` before an entry, tables of fields.
    init(_ word: String, in pages: [String]) {
        self.word = word.lowercased()
        guard word.utf8.count > 1 else { return }
        for page in pages { search(page) }
    }

    /// One line for each place, the best first; empty if the word is nowhere.
    var lines: [String] {
        var seen: Set<String> = []
        let ordered = hits.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
        let all = ordered.map(\.element).filter { seen.insert($0.name).inserted }
        let shown = all.prefix(Self.longest).map { "\($0.name): \($0.text)" }
        guard all.count > shown.count else { return shown }
        return shown + ["and \(all.count - shown.count) more: ibscript api lists everything"]
    }

    private mutating func search(_ page: String) {
        var (entry, entryHasText) = ("", true)
        for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("### ") {
                (entry, entryHasText) = (String(line.dropFirst(4).prefix { $0 != " " }), false)
            } else if line.hasPrefix("## ") {
                // The group's introduction is its text.
                (entry, entryHasText) = (String(line.dropFirst(3)), false)
            } else if line.hasPrefix("| `") {
                field(of: entry, line)
            } else if !entryHasText, line.first?.isLetter == true {
                entryHasText = true
                add(entry, String(line))
            }
        }
    }

    /// Looks at a row of a table: the field, its type, for structures its unit, and its meaning.
    private mutating func field(of entry: String, _ row: Substring) {
        let cells = row.dropFirst(2).split(separator: " |").map { cell in
            cell.drop { $0 == " " }.replacing("\\|", with: "|")
        }
        guard let name = cells.first, let text = cells.last, cells.count > 1 else { return }
        add("\(entry).\(name.filter { $0 != "`" })", String(text))
    }

    private mutating func add(_ name: String, _ text: String) {
        let parts = name.lowercased().split { $0 == "." || $0 == ":" }
        let rank: Int? =
            if parts.first.map(String.init) == word || name.lowercased() == word {
                0
            } else if parts.contains(where: { $0 == word }) {
                1
            } else if parts.contains(where: { $0.hasPrefix(word) }) {
                2
            } else if Self.words(of: text).contains(word) {
                3
            } else if parts.contains(where: { $0.contains(word) }) {
                4
            } else {
                nil
            }
        if let rank { hits.append(Hit(rank: rank, name: name, text: text)) }
    }

    private static func words(of text: String) -> Set<String> {
        Set(text.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "_" && $0 != "." }.map(String.init))
    }
}
