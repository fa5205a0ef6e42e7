internal import Notation

/// Text of a script on its card: invisible characters, and those that change the direction of writing, are shown by
/// number.
enum VisibleText {
    static func of(_ text: String) -> String {
        var shown = ""
        for scalar in text.unicodeScalars {
            if isHidden(scalar) {
                shown += "<U+\(name(scalar))>"
            } else {
                shown.unicodeScalars.append(scalar)
            }
        }
        return shown
    }

    /// Returns the number of a character, such as `202E`.
    static func name(_ scalar: Unicode.Scalar) -> String {
        Digits.padded(Int(scalar.value), to: 4, radix: 16).uppercased()
    }

    /// Whether a reader cannot see the character, or sees other text because of it.
    static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        if EscapedText.acts(scalar) { return true }
        switch scalar.properties.generalCategory {
        case .format, .control, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: return true
        case .spaceSeparator: return scalar != " "
        default: return scalar.properties.isDefaultIgnorableCodePoint
        }
    }

    /// Returns the lines of a source that contain hidden characters, with the characters; tabs and line ends do not
    /// count.
    static func hidden(in source: String) -> [(line: Int, names: [String])] {
        var found: [(line: Int, names: [String])] = []
        for (place, line) in source.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let names = line.unicodeScalars.filter { $0 != "\t" && $0 != "\r" && isHidden($0) }.map { "U+\(name($0))" }
            if !names.isEmpty { found.append((place + 1, names)) }
            if found.count == 20 { break }
        }
        return found
    }
}
