public import TradingState

/// What a script says about itself in its first comment, read without executing anything.
///
/// The runtime shows it, fills its inputs with ``resolve(inputs:)``, and hands the permissions to the gate.
public struct ScriptHeader: Hashable, Sendable {
    /// Longest source text of a script, in bytes.
    public static let longestSource = 128 * 1024

    /// The script's file as it was given.
    public let file: String
    /// Whether the script has a header at all; without one everything below has its default.
    public let isPresent: Bool
    /// Line of the file on which the header's text begins; 1 without a header.
    public let line: Int
    /// 1–64 of `A-Z a-z 0-9 _ -`; without the key, the file's name without folder and `.lua`.
    public let name: String
    /// One line that tells what the script does.
    public let summary: String?
    /// Who wrote it.
    public let author: String?
    /// The script's own version, as its author writes it.
    public let version: String?
    /// The inputs in the order of the file.
    public let inputs: [InputDeclaration]
    /// `[trade]`, with `$name` entries not yet replaced; `nil` when the header has no such table.
    public let permissions: TradePermissions?
    /// `[budget]` over the defaults.
    public let budget: ScriptBudget
    /// Whether `csv` and `json` may write to stdout: `[files] stdout`.
    public let writesToStdout: Bool
    /// Line of `[trade]`, for findings.
    let tradeLine: Int?
    /// Lines of the keys of `[trade]`, for findings.
    let tradeKeyLines: [TradePermissions.Key: Int]
}
