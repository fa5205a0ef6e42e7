internal import Glibc
internal import ScriptRuntime

/// The words of a command line that are not options: scripts, each followed by the values of its inputs.
struct ScriptWords {
    /// The scripts, in order.
    private(set) var scripts: [RunOptions.Script] = []
    /// The values before every script, as written.
    private(set) var strays: [String] = []

    /// Treats a word with a `=` as a value for the script before it, unless there is a file with that name; the last
    /// value of a name counts. `code` is the text of a first script that is not in a file.
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
    /// Whether it looks like a script at all, so that its faults are better reported when it is read.
    var isReadable: Bool {
        text != nil || file == Self.standardInput || file.hasSuffix(".lua") || access(file, F_OK) == 0
    }
}
