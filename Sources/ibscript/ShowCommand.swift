internal import ArgumentParser
internal import ScriptRuntime

/// `ibscript show`: shows a script's card.
struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show what a script is and may do, without running it.",
        usage: "ibscript show [<options>] <script>",
        discussion: """
            Example: ibscript show scripts/buy_aapl.lua

            The limits are those of a paper account, or of --account with its limits file; a script can never loosen \
            them. What its header asks for beyond them is named. Invisible characters are shown as code points.
            """
    )

    @Argument(help: "The script.", completion: .file(extensions: ["lua"]))
    var script: String

    @Option(help: "Show what is in force on this account.")
    var account: String?

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var data: DataOptions

    func run() throws {
        throw ExitCode(ScriptViewer.show(file: script, account: account, dataFolder: data.dataDir, json: json))
    }
}
