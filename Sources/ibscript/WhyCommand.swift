internal import ArgumentParser
internal import ScriptRuntime

/// `ibscript why`: why an order is where it is.
struct WhyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "why",
        abstract: "Say why an order is where it is, with the evidence.",
        discussion: """
            Example: ibscript why 7

            One sentence first, then the script's line, the message that was sent, and what TWS told.
            """
    )

    @Argument(help: "The order: its order id, permId, key or reference; of several the latest.")
    var order: String

    @OptionGroup var choice: JournalCommand.Choice

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        throw ExitCode(JournalTool.why(order, choice.choice, json: json))
    }
}

/// `ibscript release`: frees an order whose fate is not known.
struct ReleaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release",
        abstract: "Free the key of an order whose fate is not known.",
        discussion: """
            Example: ibscript release 2026-01-05

            Look in TWS first: if the order works there after all, the next order with its key is a second one. Exit \
            code 4 for an order whose fate is known.
            """
    )

    @Argument(help: "The order: its order id, permId, key or reference.")
    var order: String

    @OptionGroup var choice: JournalCommand.Choice

    func run() throws {
        throw ExitCode(JournalTool.release(order, choice.choice))
    }
}
