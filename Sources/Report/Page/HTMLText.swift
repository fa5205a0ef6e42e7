internal import Notation

/// Text of unknown origin inside HTML, in elements and in attributes with quotes.
enum HTMLText {
    /// The text with everything escaped that could be markup, on one line.
    static func of(_ text: String) -> String { escaped(EscapedText.of(text)) }

    /// The same with its own line ends.
    static func lines(_ text: String) -> String { escaped(EscapedText.lines(text)) }

    /// A table with a head; cells are HTML already, and cells behind the first are numbers unless `isText`.
    static func table(_ head: [String], _ rows: [[String]], isText: Set<Int> = [0]) -> String {
        func row(_ cells: [String], _ tag: String) -> String {
            let cells = cells.enumerated().map { place, cell in
                "<\(tag)\(isText.contains(place) ? "" : " class=\"n\"")>\(cell)</\(tag)>"
            }
            return "<tr>" + cells.joined() + "</tr>"
        }
        return "<div class=\"wide\"><table><thead>\(row(head, "th"))</thead><tbody>"
            + rows.map { row($0, "td") }.joined(separator: "\n") + "</tbody></table></div>"
    }

    /// A number with the class of its sign.
    static func signed(_ value: Double, _ text: String) -> String {
        value == 0 ? text : "<span class=\"\(value > 0 ? "gain" : "loss")\">\(text)</span>"
    }

    private static func escaped(_ text: String) -> String {
        var shown = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": shown += "&amp;"
            case "<": shown += "&lt;"
            case ">": shown += "&gt;"
            case "\"": shown += "&quot;"
            case "'": shown += "&#39;"
            default: shown.unicodeScalars.append(scalar)
            }
        }
        return shown
    }
}
