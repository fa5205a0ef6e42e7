/// One line of text that the user edits, and the lines typed before. Independent of any terminal.
struct LineEditor {
    /// A pressed key.
    enum Key: Hashable {
        case character(Character)
        case enter, tab, backspace, delete, left, right, up, down, home, end
        case wordLeft, wordRight, eraseWord, eraseToStart, eraseToEnd, clearScreen
        case interrupt, endOfInput
    }

    /// The result of a key, besides a changed line.
    enum Outcome: Hashable {
        case edited
        /// The line is done.
        case line(String)
        /// Completions are wanted for the text before the cursor.
        case complete
        /// Ctrl-C, with the discarded text.
        case interrupted(String)
        /// Ctrl-D on an empty line.
        case ended
        /// The screen must be cleared.
        case cleared
    }

    /// The largest number of lines remembered.
    static let longestHistory = 1000
    /// The longest line, in characters.
    static let longestLine = 8192

    private(set) var text: [Character] = []
    /// The number of characters before the cursor.
    private(set) var cursor = 0
    /// The lines typed before, oldest first.
    private(set) var history: [String]
    /// The position that ``up`` has reached; the count of ``history`` means the line being typed.
    private var place: Int
    private var draft: [Character] = []

    /// Makes an empty line, after lines typed before.
    init(history: [String] = []) {
        self.history = Array(history.suffix(Self.longestHistory))
        place = self.history.count
    }

    /// Takes a key.
    mutating func take(_ key: Key) -> Outcome {
        switch key {
        case .character(let character): insert([character])
        case .enter: return finish()
        case .tab: return .complete
        case .interrupt:
            defer { reset() }
            return .interrupted(String(text))
        case .endOfInput:
            guard !text.isEmpty else { return .ended }
            erase(cursor..<min(cursor + 1, text.count))
        case .clearScreen: return .cleared
        case .backspace: erase(max(0, cursor - 1)..<cursor)
        case .delete: erase(cursor..<min(cursor + 1, text.count))
        case .left: cursor = max(0, cursor - 1)
        case .right: cursor = min(text.count, cursor + 1)
        case .home: cursor = 0
        case .end: cursor = text.count
        case .wordLeft: cursor = wordStart
        case .wordRight: cursor = wordEnd
        case .eraseWord: erase(wordStart..<cursor)
        case .eraseToStart: erase(0..<cursor)
        case .eraseToEnd: erase(cursor..<text.count)
        case .up: recall(place - 1)
        case .down: recall(place + 1)
        }
        return .edited
    }

    /// Inserts characters at the cursor.
    mutating func insert(_ characters: [Character]) {
        let room = max(0, Self.longestLine - text.count)
        text.insert(contentsOf: characters.prefix(room), at: cursor)
        cursor += min(room, characters.count)
    }

    /// Remembers a line, unless it is blank or equals the last one.
    mutating func remember(_ line: String) {
        guard line.contains(where: { !$0.isWhitespace }), history.last != line else { return }
        history.append(line)
        if history.count > Self.longestHistory { history.removeFirst() }
        place = history.count
    }

    private mutating func finish() -> Outcome {
        let line = String(text)
        remember(line)
        reset()
        return .line(line)
    }

    private mutating func reset() {
        (text, cursor, draft) = ([], 0, [])
        place = history.count
    }

    private mutating func erase(_ range: Range<Int>) {
        text.removeSubrange(range)
        cursor = range.lowerBound
    }

    private mutating func recall(_ wanted: Int) {
        guard wanted != place, (0...history.count).contains(wanted) else { return }
        if place == history.count { draft = text }
        place = wanted
        text = place == history.count ? draft : Array(history[place])
        cursor = text.count
    }

    private var wordStart: Int {
        var place = cursor
        while place > 0, !Self.isWord(text[place - 1]) { place -= 1 }
        while place > 0, Self.isWord(text[place - 1]) { place -= 1 }
        return place
    }

    private var wordEnd: Int {
        var place = cursor
        while place < text.count, !Self.isWord(text[place]) { place += 1 }
        while place < text.count, Self.isWord(text[place]) { place += 1 }
        return place
    }

    private static func isWord(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_"
    }
}
