internal import ArgumentParser
internal import ScriptRuntime

/// `ibscript check`: finds a script's faults without running it.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check scripts without running them.",
        discussion: """
            Example: ibscript check scripts/buy_aapl.lua

            Looks at syntax, header, unknown names and fields, and at permissions that are unused or missing. \
            Exit code 65 when there is an error.
            """
    )

    @Argument(help: "The scripts.", completion: .file(extensions: ["lua"]))
    var scripts: [String]

    @Flag(help: "Print one JSON object per finding.")
    var json = false

    func run() throws {
        throw ExitCode(ScriptChecker.check(files: scripts, json: json))
    }
}
