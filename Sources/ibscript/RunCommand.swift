internal import ArgumentParser
internal import Glibc
internal import ScriptRuntime

/// `ibscript run`: runs one script.
struct RunCommand: ParsableCommand {
    /// The name of the command.
    static let name = "run"
    /// The environment variable that makes `--paper` the default if its value is `paper`.
    static let modeVariable = "IBSCRIPT_MODE"

    static let configuration = CommandConfiguration(
        commandName: name,
        abstract: "Run scripts.",
        discussion: """
            Example: ibscript run scripts/buy_aapl.lua symbol=MSFT qty=10
            Example: ibscript run --paper --port 7497 scripts/watch.lua
            Example: ibscript run first.lua symbol=IBM second.lua qty=10
            Example: ibscript -e 'print(quote(contract("AAPL")).last)'

            name=value sets an input that the header of the script before it declares; name=@file takes the value \
            from a file. ibscript run SCRIPT --help shows a script's inputs and limits. A script prints to stdout; \
            its log and its order events go to stderr.

            -e runs a text, and - runs standard input, as if it were a file in this folder.

            Several scripts share one connection and one account; each keeps to the limits of its own header, and \
            its lines begin with its name. An error or stop() ends that script only. The run ends with the last one; \
            its exit code is the first that is not 0, in the order of the command line.
            """
    )

    @Argument(
        help: ArgumentHelp("Scripts, each followed by values of its inputs.", valueName: "script> <name=value"),
        completion: .file(extensions: ["lua"])
    )
    var arguments: [String] = []

    @Option(
        name: .customShort("e"),
        parsing: .unconditional,
        help: ArgumentHelp("Run this text instead of a file.", valueName: "code")
    )
    var code: String?

    @Flag(help: "Run on the embedded simulator (default).")
    var sim = false

    @Flag(help: "Trade IB's paper account through TWS or IB Gateway.")
    var paper = false

    @Flag(
        help: ArgumentHelp(
            "Trade a real account.",
            discussion: "Needs --account, limits/<account>.toml that pins it, and your approval of the script."
        )
    )
    var live = false

    @Option(
        help: ArgumentHelp(
            "Approve a script for --live without a prompt: the first 12 digits of its SHA-256.",
            valueName: "hash"
        )
    )
    var approve: String?

    @OptionGroup var connection: ConnectionOptions

    @OptionGroup var play: PlayOptions

    @Option(
        name: .customLong("for"),
        help: ArgumentHelp(
            "End the run after this time: 30s, 5m, 2h, 1d; a bare number is seconds.",
            valueName: "duration"
        ),
        transform: DurationText.seconds(option:)
    )
    var limit: Double?

    @Option(
        help: "Most messages to TWS per second; 0 means no limit (default: 50).",
        transform: WholeNumber.atLeast(0)
    )
    var maxRate = 50

    @Flag(
        help: ArgumentHelp(
            "Take over a script's name, with its keys and orders, from the file that first used it.",
            discussion: "Needed once after a script has been moved or renamed."
        )
    )
    var takeOver = false

    @Flag(
        help: ArgumentHelp(
            "Restart a script whenever its file is saved; refused with --live.",
            discussion: "Its orders stay; its permissions cannot grow."
        )
    )
    var watch = false

    @Flag(help: "Keep trying until the first connection succeeds; needs --paper or --live.")
    var wait = false

    @Option(
        help: ArgumentHelp(
            "End the run after this long without a connection: 10m, 2h (default: never); needs --paper or --live.",
            valueName: "duration"
        ),
        transform: DurationText.seconds(option:)
    )
    var giveUp: Double?

    @Flag(help: "Run each script in a locked-down process of its own.")
    var isolate = false

    @Flag(help: "Run the scripts in this process: for scripts that you trust.")
    var inProcess = false

    @Flag(help: "Refuse to run where the kernel lacks seccomp or Landlock.")
    var requireSandbox = false

    @Option(
        help: ArgumentHelp("Store every event of the script, for ibscript replay.", valueName: "file"),
        completion: .file()
    )
    var record: String?

    @Flag(help: "Print one JSON object per event.")
    var json = false

    @Option(help: "Record every order before it is sent, and its outcome; off is refused with --live.")
    var journal = JournalWord.on

    @Option(help: ArgumentHelp("full: wait for the disk before each order is sent.", valueName: "full"))
    var journalSync: JournalSyncWord?

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp(
            "Set an input in every script that declares it; name=value after a script overrides it. Repeat for more.",
            valueName: "name=value"
        )
    )
    var sets: [String] = []

    @Flag(help: "Keep the scripts' state.x on the embedded simulator for the next run; --state keeps it, too.")
    var keepState = false

    @OptionGroup var data: DataOptions

    @OptionGroup(title: "The embedded simulator") var exchange: ExchangeOptions

    func run() throws {
        let options = try options()
        throw ExitCode(ScriptRunner.run(options))
    }

    /// Returns the options of the run.
    ///
    /// - Throws: `ValidationError` for options that do not fit together.
    func options() throws -> RunOptions {
        let words = ScriptWords(arguments, code: code)
        guard !words.scripts.isEmpty else {
            throw ValidationError("no script given; try: ibscript scripts/buy_aapl.lua")
        }
        if let stray = words.strays.first {
            throw ValidationError("\(stray): values of inputs follow their script: script.lua \(stray)")
        }
        for script in words.scripts where !script.isReadable {
            throw ValidationError("\(script.file): no such command and no such file\(Self.hint(for: script.file))")
        }
        var options = RunOptions(scripts: words.scripts)
        options.target = try target()
        options.clientId = connection.clientId
        options.dataFolder = data.dataDir
        options.approval = approve
        options.maximumRate = maxRate
        options.json = json
        options.takesOver = takeOver
        options.timeLimit = limit
        options.waits = wait
        options.watches = try watches(words.scripts)
        options.giveUpAfter = giveUp
        options.journal = try journalOption()
        options.isolation = try isolation()
        options.requiresSandbox = requireSandbox
        options.sets = try Self.values(sets)
        options.keepsState = keepState
        options.record = try recording(words.scripts.count)
        exchange.apply(to: &options.exchange)
        play.apply(to: &options)
        guard options.target != .simulator else { return options }
        if let given = exchange.given ?? (keepState ? "--keep-state" : nil) {
            throw ValidationError("\(given) is for the embedded simulator: leave out --paper")
        }
        return options
    }

    /// Returns the command that a word probably stands for, or else where the commands are listed.
    private static func hint(for word: String) -> String {
        let commands = IBScriptCommand.configuration.subcommands.compactMap { $0.configuration.commandName }
        return CommandHint.text(for: word, among: commands) ?? "; ibscript --help lists the commands"
    }

    private static func values(_ sets: [String]) throws -> [String: String] {
        var values: [String: String] = [:]
        for set in sets {
            guard let sign = set.firstIndex(of: "="), sign != set.startIndex else {
                throw ValidationError("--set \(set): write --set name=value")
            }
            values[String(set[..<sign])] = String(set[set.index(after: sign)...])
        }
        return values
    }

    private func watches(_ scripts: [RunOptions.Script]) throws -> Bool {
        guard watch else { return false }
        guard !live else { throw ValidationError("--watch is refused with --live: start the run again") }
        guard scripts.allSatisfy({ $0.text == nil && $0.file != RunOptions.Script.standardInput }) else {
            throw ValidationError("--watch needs scripts that are files")
        }
        return true
    }

    private func isolation() throws -> RunOptions.Isolation {
        switch (isolate, inProcess) {
        case (false, false): return .usual
        case (true, false): return .isolated
        case (false, true):
            guard !requireSandbox else {
                throw ValidationError("--require-sandbox and --in-process exclude each other")
            }
            return .inProcess
        case (true, true): throw ValidationError("--isolate and --in-process exclude each other")
        }
    }

    private func recording(_ scripts: Int) throws -> String? {
        guard record != nil else { return nil }
        guard !inProcess else {
            throw ValidationError("--record needs the script in a process of its own; leave out --in-process")
        }
        guard scripts == 1 else { throw ValidationError("--record needs one script, not \(scripts)") }
        return record
    }

    private func journalOption() throws -> RunOptions.JournalOption {
        switch (journal, journalSync) {
        case (.on, nil): return .on
        case (.on, .full): return .full
        case (.off, nil): return .off
        case (.off, .full): throw ValidationError("--journal-sync full needs a journal; leave out --journal off")
        }
    }

    private func target() throws -> RunOptions.Target {
        guard [sim, paper, live].count(where: { $0 }) <= 1 else {
            throw ValidationError("--sim, --paper and --live exclude each other")
        }
        if live, journal == .off {
            throw ValidationError("--journal off is refused with --live: an order of real money is written down first")
        }
        if live { return .live(host: connection.host, port: connection.port) }
        if approve != nil { throw ValidationError("--approve needs --live") }
        let mode = getenv(Self.modeVariable).map { String(cString: $0) }
        let wantsPaper = paper || (!sim && mode == "paper")
        guard wantsPaper else {
            try connection.requireNone(without: "--paper or --live")
            if wait || giveUp != nil { throw ValidationError("--wait and --give-up need --paper or --live") }
            return .simulator
        }
        return .paper(host: connection.host, port: connection.port)
    }
}
