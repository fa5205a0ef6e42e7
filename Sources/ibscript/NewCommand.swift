internal import ArgumentParser
internal import ScriptRuntime

/// `ibscript new`: writes a script to start from.
struct NewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Write a script to start from.",
        discussion: """
            Example: ibscript new first
            Example: ibscript new swing --like bars

            Writes NAME.lua into this folder, with a header and comments, and NAME.course, the market of its test. \
            Templates:
            \(ScriptTemplate.all.map { "  \($0.word): \($0.summary)" }.joined(separator: "\n"))
            """
    )

    @Argument(help: "The script's name: letters, digits, _ and -.")
    var name: String

    @Option(
        help: ArgumentHelp("The template (default: \(ScriptTemplate.all[0].word)).", valueName: "template"),
        transform: { word in
            guard let template = ScriptTemplate.named(word) else {
                throw ValidationError("one of \(ScriptTemplate.all.map(\.word).joined(separator: ", "))")
            }
            return template
        }
    )
    var like: ScriptTemplate = ScriptTemplate.all[0]

    func run() throws { throw ExitCode(ScriptMaker.make(name, like: like)) }
}
