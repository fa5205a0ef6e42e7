/// Converts the bytes that a terminal sends to keys.
struct KeyDecoder {
    private var bytes: [UInt8] = []
    private static let escape: UInt8 = 0x1B
    /// The longest sequence that is waited for.
    private static let longest = 16

    /// The sequences after the escape character, without it.
    private static let sequences: [String: LineEditor.Key] = [
        "[A": .up, "[B": .down, "[C": .right, "[D": .left, "[H": .home, "[F": .end,
        "OA": .up, "OB": .down, "OC": .right, "OD": .left, "OH": .home, "OF": .end,
        "[1~": .home, "[7~": .home, "[4~": .end, "[8~": .end, "[3~": .delete,
        "[1;5C": .wordRight, "[1;5D": .wordLeft, "[1;3C": .wordRight, "[1;3D": .wordLeft, "b": .wordLeft,
        "f": .wordRight, "\u{7F}": .eraseWord,
    ]

    private static let controls: [UInt8: LineEditor.Key] = [
        1: .home, 2: .left, 3: .interrupt, 4: .endOfInput, 5: .end, 6: .right, 8: .backspace, 9: .tab, 10: .enter,
        11: .eraseToEnd, 12: .clearScreen, 13: .enter, 14: .down, 16: .up, 21: .eraseToStart, 23: .eraseWord,
        127: .backspace,
    ]

    /// Returns the keys in some bytes and in the rest of the previous ones; an incomplete sequence waits for the next
    /// bytes.
    mutating func keys(of new: some Sequence<UInt8>) -> [LineEditor.Key] {
        bytes += new
        var keys: [LineEditor.Key] = []
        while let first = bytes.first {
            guard let (key, count) = first == Self.escape ? sequence() : plain(first) else { return keys }
            bytes.removeFirst(count)
            if let key { keys.append(key) }
        }
        return keys
    }

    /// Returns a key that is one character, or an unknown one; `nil` if its bytes are incomplete.
    private func plain(_ first: UInt8) -> (LineEditor.Key?, Int)? {
        if first < 0x20 || first == 0x7F { return (Self.controls[first], 1) }
        let count = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        guard bytes.count >= count else { return nil }
        guard let text = String(validating: bytes.prefix(count), as: UTF8.self), let character = text.first else {
            return (nil, 1)
        }
        return (.character(character), count)
    }

    private func sequence() -> (LineEditor.Key?, Int)? {
        guard bytes.count > 1 else { return nil }
        guard bytes[1] == UInt8(ascii: "[") || bytes[1] == UInt8(ascii: "O") else {
            return (Self.sequences[String(decoding: bytes[1...1], as: UTF8.self)], 2)
        }
        let body = bytes.dropFirst(2).prefix(Self.longest)
        guard let end = body.firstIndex(where: { (0x40...0x7E).contains($0) }) else {
            return body.count == Self.longest ? (nil, 2) : nil
        }
        return (Self.sequences[String(decoding: bytes[1...end], as: UTF8.self)], end + 1)
    }
}
