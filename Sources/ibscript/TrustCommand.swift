internal import ArgumentParser
internal import ScriptRuntime

/// `ibscript trust`: manages which scripts the user has approved, and for which accounts.
struct TrustCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trust",
        abstract: "Approve scripts for accounts, and list or revoke approvals.",
        discussion: """
            Example: ibscript trust scripts/buy_aapl.lua --account U1234567

            An approval covers exactly this file and one account: a changed script must be approved again.
            """,
        subcommands: [TrustScript.self, TrustList.self, TrustRevoke.self],
        defaultSubcommand: TrustScript.self
    )
}

/// `ibscript trust SCRIPT`.
struct TrustScript: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "script",
        abstract: "Approve a script for an account.",
        usage: "ibscript trust [script] <script> --account <account> [<options>]",
        discussion: "Example: ibscript trust scripts/buy_aapl.lua --account U1234567"
    )

    @Argument(help: "The script.", completion: .file(extensions: ["lua"]))
    var script: String

    @Option(help: "The account that it may trade.")
    var account: String

    @Option(help: "Approve without a question: the first 12 digits of the file's SHA-256.")
    var approve: String?

    @OptionGroup var data: DataOptions

    func run() throws {
        throw ExitCode(
            TrustTool.grant(file: script, account: account, approval: approve, folder: data.dataDir)
        )
    }
}

/// `ibscript trust list`.
struct TrustList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the approvals.",
        discussion: "Example: ibscript trust list"
    )

    @Flag(help: "Print one JSON object per approval.")
    var json = false

    @OptionGroup var data: DataOptions

    func run() throws { throw ExitCode(TrustTool.list(json: json, folder: data.dataDir)) }
}

/// `ibscript trust revoke`.
struct TrustRevoke: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Revoke an approval, in every account.",
        discussion: "Example: ibscript trust revoke buy-aapl"
    )

    @Argument(help: "The script's name, or the first 12 digits of its hash.")
    var script: String

    @OptionGroup var data: DataOptions

    func run() throws { throw ExitCode(TrustTool.revoke(script, folder: data.dataDir)) }
}
