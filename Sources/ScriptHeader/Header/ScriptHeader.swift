package import Trading

/// What a script says about itself in its first comment, read without executing anything.
///
/// The runtime shows it, fills its inputs with ``resolve(inputs:)``, and hands the permissions to the gate.
package struct ScriptHeader: Hashable, Sendable {
    /// Longest source text of a script, in bytes.
    package static let longestSource = 128 * 1024

    /// The script's file as it was given.
    package let file: String
    /// Whether the script has a header at all; without one everything below has its default.
    package let isPresent: Bool
    /// Line of the file on which the header's text begins; 1 without a header.
    package let line: Int
    /// 1–64 of `A-Z a-z 0-9 _ -`; without the key, the file's name without folder and `.lua`.
    package let name: String
    /// One line that tells what the script does.
    package let summary: String?
    /// Who wrote it.
    package let author: String?
    /// The script's own version, as its author writes it.
    package let version: String?
    /// The zone of its clock functions, by its name in the time zone database; `nil` for New York's.
    package let timezone: String?
    /// The inputs in the order of the file.
    package let inputs: [InputDeclaration]
    /// `[trade]`, with `$name` entries not yet replaced; `nil` when the header has no such table.
    package let permissions: TradePermissions?
    /// `[read]` over the defaults.
    package let reading: ReadPermissions
    /// `[budget]` over the defaults.
    package let budget: ScriptBudget
    /// Whether `csv` and `json` may write to stdout: `[files] stdout`.
    package let writesToStdout: Bool
    /// Files that the script may read and write.
    package let files: FileGrant
    /// Line of `[trade]`, for findings.
    let tradeLine: Int?
    /// Lines of the keys of `[trade]`, for findings.
    let tradeKeyLines: [TradePermissions.Key: Int]
}
