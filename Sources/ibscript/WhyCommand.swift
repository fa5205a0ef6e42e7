internal import ArgumentParser
internal import ScriptRuntime

/// `ibscript why`: explains the state of an order.
struct WhyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "why",
        abstract: "Explain an order's state, with the evidence.",
        usage: "ibscript why [<options>] <order>",
        discussion: """
            Example: ibscript why 7

            One sentence first, then the script's line, the message that was sent, and what TWS answered.
            """
    )

    @Argument(help: "The order: its order id, permId, key or reference; the latest if there are several.")
    var order: String

    @OptionGroup var choice: JournalCommand.Choice

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        throw ExitCode(JournalTool.why(order, choice.choice, json: json))
    }
}

/// `ibscript release`: releases an order with unknown state.
struct ReleaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release",
        abstract: "Release the key of an order whose fate is unknown.",
        usage: "ibscript release [<options>] <order>",
        discussion: """
            Example: ibscript release 2026-01-05

            Look in TWS first: if the order is working there after all, the next order with its key would be a \
            second one. Exit code 4 if the order's fate is known.
            """
    )

    @Argument(help: "The order: its order id, permId, key or reference.")
    var order: String

    @OptionGroup var choice: JournalCommand.Choice

    func run() throws {
        throw ExitCode(JournalTool.release(order, choice.choice))
    }
}
