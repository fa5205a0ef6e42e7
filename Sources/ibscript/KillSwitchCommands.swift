internal import ArgumentParser
internal import ScriptRuntime

/// What the commands of the kill switch have in common.
struct KillSwitchOptions: ParsableArguments {
    @Option(help: "The account (default: every account of the data folder, and every run on its own simulator).")
    var account: String?

    @Option(help: "Why; shown in every refusal.")
    var reason = ""

    @Flag(help: "Print one JSON object per account.")
    var json = false

    @OptionGroup var data: DataOptions

    /// Moves the switch.
    func move(_ move: KillSwitch.Move) throws {
        throw ExitCode(
            KillSwitch.run(move, account: account, reason: reason, dataFolder: data.dataDir, json: json)
        )
    }
}

/// `ibscript reduce`: only orders that make a position smaller.
struct ReduceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reduce",
        abstract: "Let only orders in that make a position smaller.",
        discussion: """
            Example: ibscript reduce --reason "news at two"

            Works at once, also while a script computes, and holds over restarts until ibscript resume.
            """
    )
    @OptionGroup var options: KillSwitchOptions
    func run() throws { try options.move(.reduce) }
}

/// `ibscript halt`: no orders.
struct HaltCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "halt",
        abstract: "Let no order in; cancels pass, and what works stays.",
        discussion: """
            Example: ibscript halt --account DU1234567 --reason "wrong spread"

            Works at once, also while a script computes and while no run is alive, and holds over restarts until \
            ibscript resume.
            """
    )
    @OptionGroup var options: KillSwitchOptions
    func run() throws { try options.move(.halt) }
}

/// `ibscript flatten`: cancel and close.
struct FlattenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "flatten",
        abstract: "Cancel the orders of a run and close what they have traded.",
        discussion: """
            Example: ibscript flatten --account DU1234567

            Entries are reduced first, as by ibscript reduce. Needs a run that is alive on the account.
            """
    )
    @OptionGroup var options: KillSwitchOptions

    @Flag(help: "Everything in the account, whoever placed it: not there yet.")
    var accountWide = false

    func validate() throws {
        guard !accountWide else {
            throw ValidationError("--account-wide is not there yet; close what other clients have traded in TWS")
        }
    }

    func run() throws { try options.move(.flatten) }
}

/// `ibscript resume`: trading is open again.
struct ResumeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Open trading again after reduce, halt, flatten or an alarm.",
        discussion: "Example: ibscript resume --account DU1234567"
    )
    @OptionGroup var options: KillSwitchOptions
    func run() throws { try options.move(.resume) }
}
