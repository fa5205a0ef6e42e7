internal import ArgumentParser
internal import Glibc
internal import ScriptRuntime

/// The entry point of the program.
@main
struct Program {
    /// Runs a plain command line at once; everything else goes through the command tree.
    static func main() async {
        let arguments = Array(CommandLine.arguments.dropFirst())
        if ScriptChild.isMeant(by: arguments) { ScriptChild.run(arguments) }
        if BacktestChild.isMeant(by: arguments) { BacktestChild.run(arguments) }
        if let options = PlainCommandLine.options(arguments) { exit(ScriptRunner.run(options)) }
        if let script = ScriptOptionHint.helpWanted(arguments) { exit(ScriptHelp.show(script)) }
        await run(arguments)
    }

    /// Runs a command of the tree; a script's input written as an option, and options before a
    /// command, are answered with the right form.
    private static func run(_ arguments: [String]) async {
        do {
            var command = try IBScriptCommand.parseAsRoot(arguments)
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            if IBScriptCommand.exitCode(for: error) == .validationFailure,
                let answer = ScriptOptionHint.answer(arguments) ?? CommandOrderHint.answer(arguments)
            {
                StandardStream.error.writeLine("ibscript: \(answer)")
                exit(ExitCode.validationFailure.rawValue)
            }
            IBScriptCommand.exit(withError: error)
        }
    }
}
