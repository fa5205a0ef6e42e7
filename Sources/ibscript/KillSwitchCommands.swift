internal import ArgumentParser
internal import ScriptRuntime

/// The options that the commands of the kill switch share.
struct KillSwitchOptions: ParsableArguments {
    @Option(help: "The account (default: every account of the data folder, and every run on its own simulator).")
    var account: String?

    @Option(help: "Why; shown in every refusal.")
    var reason = ""

    @Flag(help: "Print one JSON object per account.")
    var json = false

    @OptionGroup var data: DataOptions

    /// Moves the switch.
    func move(_ move: KillSwitch.Move, _ flatten: FlattenOptions = FlattenOptions()) throws {
        throw ExitCode(
            KillSwitch.run(
                move,
                account: account,
                reason: reason,
                dataFolder: data.dataDir,
                json: json,
                flatten: flatten
            )
        )
    }
}

/// `ibscript reduce`: allows only orders that reduce a position.
struct ReduceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reduce",
        abstract: "Accept only orders that reduce a position.",
        usage: "ibscript reduce [<options>]",
        discussion: """
            Example: ibscript reduce --reason "news at two"

            Takes effect at once, even while a script is busy, and survives restarts until ibscript resume.
            """
    )
    @OptionGroup var options: KillSwitchOptions
    func run() throws { try options.move(.reduce) }
}

/// `ibscript halt`: allows no orders.
struct HaltCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "halt",
        abstract: "Accept no new orders; cancels still pass, working orders stay.",
        usage: "ibscript halt [<options>]",
        discussion: """
            Example: ibscript halt --account DU1234567 --reason "wrong spread"

            Takes effect at once, even while a script is busy or no run is alive, and survives restarts until \
            ibscript resume.
            """
    )
    @OptionGroup var options: KillSwitchOptions
    func run() throws { try options.move(.halt) }
}

/// `ibscript flatten`: cancels and closes.
struct FlattenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "flatten",
        abstract: "Cancel ibscript's orders and close the positions they opened.",
        usage: "ibscript flatten [<options>]",
        discussion: """
            Example: ibscript flatten --account DU1234567
            Example: ibscript flatten --account DU1234567 --account-wide --client-id 0

            Entries are reduced first, as by ibscript reduce. Without a live run on the account, it connects by \
            itself. It never closes more than TWS says is held. Exit codes: 0 everything is closed, 1 something is \
            not, 4 denied, 5 no connection.
            """
    )
    @OptionGroup var options: KillSwitchOptions

    @Flag(help: "Every order and position of the account, whoever placed it; other clients' orders need client id 0.")
    var accountWide = false

    @Option(help: "Host of TWS if no run is alive (default: from config.toml, else 127.0.0.1).")
    var host: String?

    @Option(help: "Port of TWS (default: from config.toml, else 7497, then 4002).")
    var port: Int?

    @Option(
        help: ArgumentHelp(
            "Client id of the orders to cancel (default: from config.toml, else 1).",
            valueName: "number"
        )
    )
    var clientId: Int?

    func validate() throws {
        if let port, !RunOptions.ports.contains(port) { throw ValidationError("--port is 1 to 65535") }
        if let clientId, clientId < 0 { throw ValidationError("--client-id is 0 or above") }
    }

    func run() throws {
        var flatten = FlattenOptions()
        (flatten.isAccountWide, flatten.host) = (accountWide, host)
        (flatten.port, flatten.clientId) = (port, clientId)
        try options.move(.flatten, flatten)
    }
}

/// `ibscript resume`: allows trading again.
struct ResumeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Resume trading after reduce, halt, flatten or an alarm.",
        usage: "ibscript resume [<options>]",
        discussion: "Example: ibscript resume --account DU1234567"
    )
    @OptionGroup var options: KillSwitchOptions
    func run() throws { try options.move(.resume) }
}
