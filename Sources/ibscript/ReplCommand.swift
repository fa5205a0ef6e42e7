internal import ArgumentParser
internal import ScriptRuntime

/// `ibscript repl`: runs Lua, line by line.
struct ReplCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "repl",
        abstract: "Type Lua line by line, on the simulator or on paper.",
        usage: "ibscript repl [<options>]",
        discussion: """
            Example: ibscript repl
            Example: ibscript repl --paper --port 7497

            The functions are those of scripts; results are shown, and orders report as they do in a run. Tab \
            completes functions, fields and symbols; Ctrl-C ends a line that waits or never returns; .help lists the \
            terminal's own commands: .save writes a script, .clock moves the simulator's time.
            """
    )

    @Flag(help: "Trade IB's paper account through TWS or IB Gateway.")
    var paper = false

    @OptionGroup var connection: ConnectionOptions

    @OptionGroup var play: PlayOptions

    @OptionGroup var data: DataOptions

    @OptionGroup(title: "The embedded simulator") var exchange: ExchangeOptions

    func run() throws {
        throw ExitCode(Repl.run(try options()))
    }

    private func options() throws -> RunOptions {
        if !paper { try connection.requireNone(without: "--paper") }
        guard play.speed != .maximum else {
            throw ValidationError("--speed max leaves no time to type; .clock +1h lets time leap")
        }
        var options = RunOptions(scripts: [])
        if paper { options.target = .paper(host: connection.host, port: connection.port) }
        options.clientId = connection.clientId
        options.dataFolder = data.dataDir
        exchange.apply(to: &options.exchange)
        play.apply(to: &options)
        if paper, let given = exchange.given {
            throw ValidationError("\(given) is for the embedded simulator: leave out --paper")
        }
        return options
    }
}
