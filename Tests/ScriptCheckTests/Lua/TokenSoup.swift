/// Short texts of Lua tokens, mostly malformed, some by luck not; the same for the same seed.
struct TokenSoup {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

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
        let count = Int(random() % 9) + 1
        let middle = (0..<count).map { _ in pick(Self.pieces) }.joined(separator: " ")
        return pick(Self.starts) + middle
    }

    private mutating func pick(_ texts: [String]) -> String { texts[Int(random() % UInt64(texts.count))] }

    /// SplitMix64.
    private mutating func random() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
