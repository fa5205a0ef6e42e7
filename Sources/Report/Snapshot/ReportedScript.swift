/// The script of a run, as its report names it.
package struct ReportedScript: Codable, Hashable, Sendable {
    /// The name from its header, or that of its file.
    package var name: String
    /// The SHA-256 of its text, in hexadecimal digits.
    package var hash: String
    /// The output of `ibscript show`: summary, inputs and permissions.
    package var card: String

    /// Makes a script from its parts.
    package init(name: String, hash: String, card: String) {
        self.name = name
        self.hash = hash
        self.card = card
    }
}
