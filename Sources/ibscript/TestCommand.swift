internal import ArgumentParser
internal import ScriptRuntime

/// `ibscript test`: runs a script's own checks against a market course.
struct TestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Run a script on a scripted market and report its expect() checks.",
        usage: "ibscript test [<options>] <script> [<name=value> ...]",
        discussion: """
            Example: ibscript test first.lua
            Example: ibscript test first.lua qty=5 --script halt.course --junit results.xml

            The course is a file of prices, halts and faults at their times; docs/backtesting.md shows its form. \
            Without --script it is NAME.course beside NAME.lua; without that, the market follows the seed. The exit \
            code is 1 if a check fails, or if there was none.
            """
    )

    @Argument(
        help: ArgumentHelp("The script, followed by values of its inputs.", valueName: "script> <name=value"),
        completion: .file(extensions: ["lua"])
    )
    var arguments: [String] = []

    @Option(
        name: .customLong("script"),
        help: ArgumentHelp("Course of the market.", valueName: "file"),
        completion: .file()
    )
    var course: String?

    @Option(help: "Seed of the simulator and of math.random.")
    var seed = 1

    @Option(help: ArgumentHelp("When orders fill.", valueName: "profile"))
    var fills = SimulatorOptions.Fills.paperIB

    @Option(
        name: .customLong("for"),
        help: ArgumentHelp(
            "End after this time of the exchange (default: the end of the course, or 1h).",
            valueName: "duration"
        ),
        transform: DurationText.seconds(option:)
    )
    var limit: Double?

    @Option(help: ArgumentHelp("Write the results as JUnit XML.", valueName: "file"), completion: .file())
    var junit: String?

    @OptionGroup var data: DataOptions

    func run() throws {
        let words = ScriptWords(arguments)
        guard words.strays.isEmpty, words.scripts.count == 1 else {
            throw ValidationError("one script is needed; try: ibscript test first.lua")
        }
        var options = ScriptTester.Options(words.scripts[0])
        options.course = course
        options.seed = seed
        options.fills = fills
        options.limit = limit
        options.junit = junit
        options.dataFolder = data.dataDir
        throw ExitCode(ScriptTester.run(options))
    }
}
