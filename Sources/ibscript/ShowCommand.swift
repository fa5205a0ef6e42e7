internal import ArgumentParser
internal import ScriptRuntime

/// `ibscript show`: shows a script's card.
struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show what a script is and may do, without running it.",
        discussion: """
            Example: ibscript show scripts/buy_aapl.lua

            The limits are those of a paper account; a script can never loosen them. Invisible characters are shown \
            as code points.
            """
    )

    @Argument(help: "The script.")
    var script: String

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws { throw ExitCode(ScriptViewer.show(file: script, json: json)) }
}
