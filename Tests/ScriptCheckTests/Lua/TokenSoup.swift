import RandomTesting

/// Short texts of Lua tokens, mostly malformed, some by luck not; the same for the same seed.
struct TokenSoup {
    private var random: SplitMix

    init(seed: UInt64) { random = SplitMix(seed: seed) }

    private static let pieces = [
        "local", "x", "y", "=", "=", "1", "'s'", "(", ")", "{", "}", "[", "]", "function", "end", "end", "if", "then",
        "else", "elseif", "while", "do", "do", "for", "in", "repeat", "until", "return", "break", "goto x", "::x::",
        "...", "..", ",", ";", ".", ":", "+", "-", "not", "#", "<const>", "<close>", "nil", "\n", "\n", "f()", "x.y",
        "x:y()",
        "--c\n", "[[l]]", "0x", "3e", "'\\q'", "local x <const> = 1", "x = 2", "local function f(", "a, b =", "and",
        "==",
    ]

    /// Whole pieces of text that statements are made of, so that soup gets past its first token.
    private static let starts = [
        "", "local x = ", "x = ", "f(", "if x then ", "for i = 1, 2 do ", "function f(a) ", "return ", "repeat ",
        "local t = {",
    ]

    mutating func next() -> String {
        let count = Int(random.next() % 9) + 1
        let middle = (0..<count).map { _ in pick(Self.pieces) }.joined(separator: " ")
        return pick(Self.starts) + middle
    }

    private mutating func pick(_ texts: [String]) -> String { texts[Int(random.next() % UInt64(texts.count))] }
}
