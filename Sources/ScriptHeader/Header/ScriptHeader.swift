package import Trading

/// What a script says about itself in its first comment, read without executing anything.
///
/// The runtime shows it, fills its inputs with ``resolve(inputs:)`` and passes the permissions to the gate.
package struct ScriptHeader: Hashable, Sendable {
    /// The longest source text of a script, in bytes.
    package static let longestSource = 128 * 1024

    /// The script's file, as given.
    package let file: String
    /// Whether the script has a header; without one, everything below has its default.
    package let isPresent: Bool
    /// The line of the file on which the header's text starts; 1 without a header.
    package let line: Int
    /// 1–64 characters of `A-Z a-z 0-9 _ -`; without the key, the file name without folder and `.lua`.
    package let name: String
    /// One line that describes what the script does.
    package let summary: String?
    /// The author.
    package let author: String?
    /// The script's own version, as its author writes it.
    package let version: String?
    /// The time zone of its clock functions, by its name in the time zone database; `nil` for New York's.
    package let timezone: String?
    /// The inputs, in file order.
    package let inputs: [InputDeclaration]
    /// `[trade]`, with `$name` entries not yet replaced; `nil` if the header has no such table.
    package let permissions: TradePermissions?
    /// `[read]` applied to the defaults.
    package let reading: ReadPermissions
    /// `[budget]` applied to the defaults.
    package let budget: ScriptBudget
    /// Whether `csv` and `json` may write to stdout: `[files] stdout`.
    package let writesToStdout: Bool
    /// The files that the script may read and write.
    package let files: FileGrant
    /// The line of `[trade]`, for findings.
    let tradeLine: Int?
    /// The lines of the keys of `[trade]`, for findings.
    let tradeKeyLines: [TradePermissions.Key: Int]
}
