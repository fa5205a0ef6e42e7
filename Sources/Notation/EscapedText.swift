/// Untrusted text for one line of a terminal, a log or JSON: what could act instead of being read is escaped.
package enum EscapedText {
    /// Returns the text on one line, with `\n` for a line end and `\u{1b}` for anything else that ``acts(_:)``.
    ///
    /// - Parameter longest: The largest number of Unicode scalars shown; a longer text is cut and ends in `…`.
    package static func of(_ text: String, longest: Int = .max) -> String {
        escaped(text, longest: longest) { _ in false }
    }

    /// Returns the text with its own line ends and tabs: what is printed to be read in lines.
    package static func lines(_ text: String) -> String {
        escaped(text, longest: .max) { $0 == "\n" || $0 == "\t" }
    }

    /// Escapes the bytes from `start` on as ``of(_:longest:)`` would their text.
    package static func escape(_ bytes: inout [UInt8], from start: Int) {
        guard !bytes.span.extracting(start...).isPlain else { return }
        let text = of(String(decoding: bytes[start...], as: UTF8.self))
        bytes.replaceSubrange(start..., with: text.utf8)
    }

    private static func escaped(_ text: String, longest: Int, passing: (Unicode.Scalar) -> Bool) -> String {
        guard !text.utf8.span.isPlain || text.utf8.count > longest else { return text }
        var shown = ""
        var count = 0
        for scalar in text.unicodeScalars {
            guard count < longest else { return shown + "…" }
            count += 1
            switch scalar {
            case _ where passing(scalar): shown.unicodeScalars.append(scalar)
            case "\n": shown += "\\n"
            case "\r": shown += "\\r"
            case "\t": shown += "\\t"
            case _ where acts(scalar): shown += "\\u{\(String(scalar.value, radix: 16))}"
            default: shown.unicodeScalars.append(scalar)
            }
        }
        return shown
    }

    /// Returns the text as a JSON string, with its quotes (RFC 8259); what ``acts(_:)`` is escaped too, since JSON is
    /// also read on terminals.
    package static func json(_ text: String) -> String {
        var shown = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": shown += "\\\""
            case "\\": shown += "\\\\"
            case "\n": shown += "\\n"
            case "\r": shown += "\\r"
            case "\t": shown += "\\t"
            case _ where acts(scalar): shown += "\\u" + Digits.padded(Int(scalar.value), to: 4, radix: 16)
            default: shown.unicodeScalars.append(scalar)
            }
        }
        return shown + "\""
    }

    /// Whether a terminal acts on the character instead of showing it: C0, delete, C1, line and paragraph separators,
    /// and marks that change the direction of writing.
    package static func acts(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7f..<0xa0, 0x61c, 0x200e...0x200f, 0x2028...0x202e, 0x2066...0x2069: true
        default: false
        }
    }
}

extension Span<UInt8> {
    /// Whether the bytes are ASCII and nothing acts on them.
    fileprivate var isPlain: Bool {
        for index in indices where self[index] < 0x20 || self[index] >= 0x7f { return false }
        return true
    }
}
