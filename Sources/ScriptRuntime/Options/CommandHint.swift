internal import Notation

/// What to suggest to a user who has misspelled a command.
package enum CommandHint {
    /// Returns `; did you mean NAME?` for the command closest to the word; `nil` if none is close.
    package static func text(for word: String, among commands: [String]) -> String? {
        NearestName.best(for: word, among: commands).map { "; did you mean \($0)?" }
    }
}
