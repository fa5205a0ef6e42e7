/// A code that TWS uses in its errors and notices.
package struct CodeRow: Sendable {
    /// The number.
    package let code: Int
    /// The kind of code: a case of `ErrorCode.Kind`.
    package let kind: String
    /// The meaning, in one sentence.
    package let meaning: String
    /// What to do about it, in one sentence; empty if there is nothing to do.
    package let remedy: String

    /// The known kinds.
    private static let kinds: Set<String> = [
        "notice", "order", "data", "contract", "request", "connection", "permission", "pacing",
    ]

    static func parse(_ table: Table) throws(SchemaError) -> [CodeRow] {
        var rows: [CodeRow] = []
        for row in table.rows {
            guard let code = Int(row["code"]), rows.last.map({ $0.code < code }) ?? true else {
                throw SchemaError(file: table.name, line: row.line, reason: "codes are numbers that rise")
            }
            guard kinds.contains(row["class"]) else {
                throw SchemaError(file: table.name, line: row.line, reason: "no class \(row["class"])")
            }
            let texts = [row["meaning"]] + (row["remedy"].isEmpty ? [] : [row["remedy"]])
            guard texts.allSatisfy({ $0.hasSuffix(".") && !$0.contains("\\") }) else {
                throw SchemaError(file: table.name, line: row.line, reason: "meaning and remedy are sentences")
            }
            rows.append(CodeRow(code: code, kind: row["class"], meaning: row["meaning"], remedy: row["remedy"]))
        }
        return rows
    }
}
