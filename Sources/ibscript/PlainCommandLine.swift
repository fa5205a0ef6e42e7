internal import Glibc
internal import ScriptRuntime

/// Reads the command lines by which a script is run from day to day: `[run] [--paper] [--port N] script [name=value …]`.
///
/// What `RunCommand` declares takes the Swift runtime longer to look up than all the rest of a run until its first
/// order. So these few words are read by themselves; everything else, errors and help above all, is left to the tree of
/// commands, and tests hold that both read a line alike.
enum PlainCommandLine {
    /// The options of these arguments; `nil` when there is a word in them that the tree of commands has to read.
    static func options(_ arguments: [String]) -> RunOptions? {
        guard getenv(RunCommand.modeVariable) == nil else { return nil }
        var words = arguments[...]
        if words.first == RunCommand.name { words.removeFirst() }
        var rest: [String] = []
        var isPaper = false
        var port: Int?
        while let word = words.popFirst() {
            switch word {
            case "--paper": isPaper = true
            case "--port":
                guard let text = words.popFirst(), let number = Int(text), RunOptions.ports.contains(number) else {
                    return nil
                }
                port = number
            default:
                guard !word.hasPrefix("-") else { return nil }
                rest.append(word)
            }
        }
        // No command has such a name, so the line cannot be meant for one.
        let found = ScriptWords(rest)
        guard isPaper || port == nil, found.strays.isEmpty, !found.scripts.isEmpty,
            found.scripts.allSatisfy({ $0.file.hasSuffix(".lua") })
        else { return nil }
        var options = RunOptions(scripts: found.scripts)
        if isPaper { options.target = .paper(host: nil, port: port) }
        return options
    }
}
