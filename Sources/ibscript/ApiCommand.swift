internal import ArgumentParser
internal import ScriptRuntime

/// `ibscript api`: shows the reference, and writes definitions for editors.
struct ApiCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "api",
        abstract: "Print the reference of the script language, or write definitions for editors.",
        discussion: """
            Example: ibscript api place
            Example: ibscript api trade.filled
            Example: ibscript api trail
            Example: ibscript api --write .

            A word that names no entry is searched for. Without a name everything is printed: functions, objects, \
            messages, requests and structures. --write puts \
            library/ibscript.lua and .luarc.json into a folder; lua-language-server then completes and checks scripts there.
            """
    )

    @Argument(help: "A function, an object, a field, a message, a request or a structure; or a word to search for.")
    var name: String?

    @Option(help: ArgumentHelp("Write the definitions for editors into this folder.", valueName: "folder"))
    var write: String?

    func validate() throws {
        if name != nil, write != nil { throw ValidationError("--write takes no name") }
    }

    func run() throws {
        throw ExitCode(write.map(ReferenceBook.write(to:)) ?? ReferenceBook.show(name))
    }
}
