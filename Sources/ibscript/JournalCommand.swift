internal import ArgumentParser
internal import ScriptRuntime

/// `ibscript journal`: shows what happened.
struct JournalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "journal",
        abstract: "Show what runs intended, sent and received.",
        usage: "ibscript journal [<options>] [verify]",
        discussion: """
            Example: ibscript journal
            Example: ibscript journal --account DU1234567 --since 2026-01-05 --json

            Without options it shows the journal that was written last: the latest embedded run, or an account's \
            latest day by its own clock. Times are New York's for an embedded run, else those of this machine.
            """,
        subcommands: [Verify.self]
    )

    /// The journal to read.
    struct Choice: ParsableArguments {
        @Option(help: "Only this run, or the one whose name begins with this.")
        var run: String?

        @Option(help: "The journal of this account.")
        var account: String?

        @Option(
            help: ArgumentHelp(
                "Folder for journals, locks and settings (default: ~/.local/state/ibscript).",
                valueName: "folder"
            )
        )
        var dataDir: String?

        /// The choice in the library's type.
        var choice: JournalChoice { JournalChoice(dataFolder: dataDir, run: run, account: account) }
    }

    @OptionGroup var choice: Choice

    @Option(
        help: ArgumentHelp("Entries since a day, or within a time before the end: 2026-01-05, 2h.", valueName: "when")
    )
    var since: String?

    @Option(help: "Only this order: its order id, permId, key or reference.")
    var order: String?

    @Flag(help: "Print one JSON object per entry.")
    var json = false

    func run() throws {
        throw ExitCode(JournalTool.show(choice.choice, since: since, order: order, json: json))
    }

    /// `ibscript journal verify`.
    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify",
            abstract: "Replay a journal and compare the result with it.",
            usage: "ibscript journal verify [<options>]",
            discussion: """
                Example: ibscript journal verify --account DU1234567

                Exit code 65 if the order lists do not follow from the events.
                """
        )

        @OptionGroup var choice: Choice

        func run() throws {
            throw ExitCode(JournalTool.verify(choice.choice))
        }
    }
}
