internal import Glibc

/// The words of a command line that are no options, apart: scripts, and values of their inputs.
struct ScriptWords {
    /// Names of files.
    private(set) var scripts: [String] = []
    /// Values by the input's name; the last one of a name holds.
    private(set) var inputs: [String: String] = [:]

    /// A word with a `=` in it is an input's value, unless there is a file of that name.
    init(_ words: [String]) {
        for word in words {
            if let sign = word.firstIndex(of: "="), access(word, F_OK) != 0 {
                inputs[String(word[..<sign])] = String(word[word.index(after: sign)...])
            } else {
                scripts.append(word)
            }
        }
    }
}
