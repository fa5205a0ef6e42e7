internal import ArgumentParser
internal import ScriptRuntime

/// `ibscript code`: explains a code of TWS.
struct CodeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "code",
        abstract: "Explain TWS codes and what to do about them.",
        discussion: """
            Example: ibscript code 201

            Without a number, lists all. A script reads the remedy as e.remedy.
            """
    )

    @Argument(help: "The codes.")
    var codes: [Int] = []

    @Flag(help: "Print one JSON object per code.")
    var json = false

    func run() throws {
        throw ExitCode(CodeBook.show(codes, json: json))
    }
}
