internal import ArgumentParser
internal import Glibc
internal import ScriptRuntime

/// Where the program begins.
@main
struct Program {
    /// A plain command line is run at once; everything else goes through the tree of commands.
    static func main() async {
        let arguments = Array(CommandLine.arguments.dropFirst())
        if ScriptChild.isMeant(by: arguments) { ScriptChild.run(arguments) }
        guard let options = PlainCommandLine.options(arguments) else { return await IBScriptCommand.main() }
        exit(ScriptRunner.run(options))
    }
}
