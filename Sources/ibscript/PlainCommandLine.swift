internal import Glibc
internal import ScriptRuntime

/// Reads the command lines with which scripts are run every day: `[run] [--paper] [--port N] [--client-id N]
/// [--account ID] [--data-dir DIR] [--max-rate N] [--journal on|off] [--in-process] script [name=value …]`.
///
/// The Swift runtime needs more time to look up what `RunCommand` declares than for all the rest of a run until its
/// first order. So these few words are parsed separately; everything else, above all errors and help, is left to the
/// command tree, and tests verify that both read a line alike.
enum PlainCommandLine {
    /// Returns the options in these arguments; `nil` if they contain a word that the command tree must read.
    static func options(_ arguments: [String]) -> RunOptions? {
        guard getenv(RunCommand.modeVariable) == nil else { return nil }
        var words = arguments[...]
        if words.first == RunCommand.name { words.removeFirst() }
        var rest: [String] = []
        var (isPaper, isInProcess, keepsJournal) = (false, false, true)
        var (port, clientId, rate): (Int?, Int?, Int?)
        var (account, folder): (String?, String?)
        while let word = words.popFirst() {
            switch word {
            case "--paper": isPaper = true
            case "--in-process": isInProcess = true
            case "--port":
                guard let number = number(words.popFirst(), in: RunOptions.ports) else { return nil }
                port = number
            case "--client-id":
                guard let number = number(words.popFirst(), in: 0...Int(Int32.max)) else { return nil }
                clientId = number
            case "--max-rate":
                guard let number = number(words.popFirst(), in: 0...Int(Int32.max)) else { return nil }
                rate = number
            case "--account":
                guard let text = value(words.popFirst()) else { return nil }
                account = text
            case "--data-dir":
                guard let text = value(words.popFirst()) else { return nil }
                folder = text
            case "--journal":
                guard let text = words.popFirst(), let choice = JournalWord(rawValue: text) else { return nil }
                keepsJournal = choice == .on
            default:
                guard !word.hasPrefix("-") else { return nil }
                rest.append(word)
            }
        }
        // No command has such a name, so the line cannot be meant for one.
        let found = ScriptWords(rest)
        guard isPaper || port == nil && clientId == nil, found.strays.isEmpty, !found.scripts.isEmpty,
            found.scripts.allSatisfy({ $0.file.hasSuffix(".lua") })
        else { return nil }
        var options = RunOptions(scripts: found.scripts)
        if isPaper { options.target = .paper(host: nil, port: port) }
        options.clientId = clientId
        options.account = account
        options.dataFolder = folder
        if let rate { options.maximumRate = rate }
        if !keepsJournal { options.journal = .off }
        if isInProcess { options.isolation = .inProcess }
        return options
    }

    private static func number(_ word: String?, in range: ClosedRange<Int>) -> Int? {
        word.flatMap { Int($0) }.flatMap { range.contains($0) ? $0 : nil }
    }

    /// Returns a word that cannot be an option.
    private static func value(_ word: String?) -> String? {
        word.flatMap { $0.isEmpty || $0.hasPrefix("-") ? nil : $0 }
    }
}
