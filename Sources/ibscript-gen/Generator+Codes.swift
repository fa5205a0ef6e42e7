internal import WireSchema

extension Generator {
    /// Returns the file with every explained code.
    func codesFile() -> String {
        var source = Source()
        source.block("extension ErrorCode") { source in
            source.documentation("Every code that is explained, ascending.")
            source.line("public static let all: [ErrorCode] = [")
            for code in schema.codes {
                source.line("    ErrorCode(")
                source.line("        code: \(code.code),")
                source.line("        kind: .\(code.kind),")
                source.line("        meaning: \(literal(code.meaning)),")
                source.line("        remedy: \(code.remedy.isEmpty ? "nil" : literal(code.remedy))")
                source.line("    ),")
            }
            source.line("]")
        }
        return source.text
    }

    private func literal(_ text: String) -> String {
        "\"" + text.replacing("\"", with: "\\\"") + "\""
    }
}
