internal import ArgumentParser

/// Helps users who write options before the command: `ibscript --speed max run f.lua`.
enum CommandOrderHint {
    /// Returns the answer to such a line; `nil` for any other.
    static func answer(_ arguments: [String]) -> String? {
        let commands = IBScriptCommand.configuration.subcommands.compactMap { $0.configuration.commandName }
        guard arguments.first?.hasPrefix("-") == true, let place = arguments.firstIndex(where: commands.contains),
            !arguments[..<place].contains(where: { $0.hasSuffix(".lua") })
        else { return nil }
        let line = [arguments[place]] + arguments[..<place] + arguments[(place + 1)...]
        return "options follow the command; write: ibscript \(line.joined(separator: " "))"
    }
}
