internal import Glibc
internal import ScriptRuntime

/// The words of a command line that are no options: scripts, each with the values of its inputs behind it.
struct ScriptWords {
    /// The scripts in their order.
    private(set) var scripts: [RunOptions.Script] = []
    /// Values that stand before every script, as they were written.
    private(set) var strays: [String] = []

    /// A word with a `=` in it is a value for the script before it, unless there is a file of that name; the last value of
    /// a name holds. `code` is the text of a first script that is in no file.
    init(_ words: [String], code: String? = nil) {
        if let code { scripts = [RunOptions.Script(file: "command-line.lua", text: code)] }
        for word in words {
            guard let sign = word.firstIndex(of: "="), access(word, F_OK) != 0 else {
                scripts.append(RunOptions.Script(file: word))
                continue
            }
            guard !scripts.isEmpty else {
                strays.append(word)
                continue
            }
            scripts[scripts.count - 1].inputs[String(word[..<sign])] = String(word[word.index(after: sign)...])
        }
    }
}

extension RunOptions.Script {
    /// Whether it looks like a script at all, so that what is wrong with it is better said when it is read.
    var isReadable: Bool {
        text != nil || file == Self.standardInput || file.hasSuffix(".lua") || access(file, F_OK) == 0
    }
}
