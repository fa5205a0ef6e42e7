internal import ArgumentParser
internal import ScriptRuntime

/// Where the program begins.
@main
struct Program {
    /// A script is run at once; everything else goes through the tree of commands.
    ///
    /// To read a command line through the tree costs half of the time that a run needs until its first order. The tree
    /// also answers a line that cannot be read, so that help and errors come from one place.
    static func main() async {
        guard let command = runCommand(Array(CommandLine.arguments.dropFirst())) else {
            return await IBScriptCommand.main()
        }
        do {
            try await command.run()
        } catch {
            IBScriptCommand.exit(withError: error)
        }
    }

    /// The `run` command of these arguments; `nil` when they are for another one, or cannot be read.
    private static func runCommand(_ arguments: [String]) -> RunCommand? {
        guard let first = arguments.first, !IBScriptCommand.takes(first) else { return nil }
        ScriptRunner.prepare()
        let isNamed = first == RunCommand.configuration.commandName
        return try? RunCommand.parse(isNamed ? Array(arguments.dropFirst()) : arguments)
    }
}
