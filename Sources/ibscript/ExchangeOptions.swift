internal import ArgumentParser
internal import ScriptRuntime

/// The options of a simulated exchange: those of `ibscript sim`, and of `ibscript run` on the embedded simulator.
struct ExchangeOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Accounts of the login: how many, or their codes: DU1111111,DU2222222=50000 (cash in USD).",
            valueName: "list"
        ),
        transform: AccountList.init(option:)
    )
    var accounts: AccountList?

    @Option(help: ArgumentHelp("When orders fill (default: paper-ib).", valueName: "profile"))
    var fills: SimulatorOptions.Fills?

    @Option(help: ArgumentHelp("Market data of the account (default: live).", valueName: "mode"))
    var data: SimulatorOptions.Data?

    @Option(help: "Hours of trading: day and night, or by each exchange's calendar (default: open).")
    var sessions: SimulatorOptions.Sessions?

    @Option(
        help: ArgumentHelp(
            "When the virtual clock begins: 2026-03-09, \"2026-03-09 09:25\" (default: 2026-01-05 10:00 New York).",
            discussion: "An existing --state file continues from its own time.",
            valueName: "time"
        ),
        transform: StartTime.init(option:)
    )
    var start: StartTime?

    @Option(
        help: ArgumentHelp(
            "File or folder of bars or ticks to use as the market, and as the clock's start (default: made-up quotes).",
            valueName: "path"
        ),
        completion: .file()
    )
    var market: String?

    @Flag(help: "Apply TWS's precautionary settings: 500 shares at most, no direct routing.")
    var precautions = false

    @Option(
        help: ArgumentHelp("File that keeps orders, positions, money and time for the next run.", valueName: "file"),
        completion: .file()
    )
    var state: String?

    @Option(
        help: ArgumentHelp(
            "TWS faults to inject, separated by commas; ibscript sim --help lists them.",
            valueName: "list"
        ),
        transform: ChaosList.init(option:)
    )
    var chaos: ChaosList?

    @Option(
        name: .customLong("script"),
        help: ArgumentHelp(
            "Course of the market: prices, halts and faults at their times; see docs/backtesting.md.",
            valueName: "file"
        ),
        completion: .file()
    )
    var course: String?

    /// The first option given, as users write it; `nil` if there is none.
    var given: String? {
        let options: [(String, Bool)] = [
            ("--accounts", accounts != nil), ("--fills", fills != nil), ("--data", data != nil),
            ("--sessions", sessions != nil), ("--precautions", precautions), ("--state", state != nil),
            ("--chaos", chaos != nil), ("--start", start != nil), ("--market", market != nil),
            ("--script", course != nil),
        ]
        return options.first { $0.1 }?.0
    }

    /// Applies the given options.
    func apply(to options: inout SimulatorOptions) {
        if let accounts { options.accounts = accounts }
        if let fills { options.fills = fills }
        if let data { options.data = data }
        if let sessions { options.sessions = sessions }
        if let chaos { options.chaos = chaos }
        options.hasPrecautions = precautions
        options.statePath = state
        (options.start, options.marketPath, options.coursePath) = (start, market, course)
    }

    /// Throws for options that do not fit together.
    func validate() throws {
        if market != nil, state != nil { throw ValidationError("--market and --state exclude each other") }
        if market != nil, course != nil { throw ValidationError("--market and --script exclude each other") }
    }
}
