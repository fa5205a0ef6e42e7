internal import ArgumentParser
internal import ScriptRuntime

/// `ibscript code`: explains a code of TWS.
struct CodeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "code",
        abstract: "Explain TWS codes and denials, and what to do about them.",
        discussion: """
            Example: ibscript code 201
            Example: ibscript code DENIED_SHORT

            A word is searched for. Without a code, lists all. A script reads the remedy as e.remedy.
            """
    )

    @Argument(help: "The codes, or words to search for.")
    var codes: [String] = []

    @Flag(help: "Print one JSON object per code.")
    var json = false

    func run() throws {
        throw ExitCode(CodeBook.show(codes, json: json))
    }
}
