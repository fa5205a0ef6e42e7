internal import Glibc
internal import ScriptRuntime

/// Helps users who take a script's inputs for options: `--help` after a script, and `--qty 10`.
enum ScriptOptionHint {
    /// The words that may precede a script, besides options.
    private static let commands: Set<String> = [RunCommand.name]

    /// Returns the script whose help is requested: `run FILE --help`; `nil` if the program's own is.
    static func helpWanted(_ arguments: [String]) -> String? {
        guard arguments.contains(where: { $0 == "--help" || $0 == "-h" }), let script = script(in: arguments) else {
            return nil
        }
        return script
    }

    /// Returns the answer to an option that no command knows, but for which the script has an input; `nil` if it has
    /// none.
    static func answer(_ arguments: [String]) -> String? {
        guard let script = script(in: arguments) else { return nil }
        for (place, word) in arguments.enumerated() where word.hasPrefix("--") && word.count > 2 {
            let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let next = arguments.indices.contains(place + 1) ? arguments[place + 1] : nil
            let value = parts.count > 1 ? String(parts[1]) : next.flatMap { $0.hasPrefix("-") ? nil : $0 }
            if let input = ScriptHelp.input(String(parts[0]), value, of: script) {
                return "\(word): inputs of a script are not options; write \(input) after the script"
            }
        }
        return nil
    }

    /// Returns the first script on a command line of `run`.
    private static func script(in arguments: [String]) -> String? {
        let words = arguments.drop { $0.hasPrefix("-") }
        guard let first = words.first, commands.contains(first) || first.hasSuffix(".lua") else { return nil }
        return arguments.first { $0.hasSuffix(".lua") && !$0.hasPrefix("-") && access($0, R_OK) == 0 }
    }
}
