/// The script of a run, as its report names it.
package struct ReportedScript: Codable, Hashable, Sendable {
    /// Its name by its header, or that of its file.
    package var name: String
    /// SHA-256 of its text, as hexadecimal digits.
    package var hash: String
    /// What `ibscript show` prints: summary, inputs and permissions.
    package var card: String

    /// Names a script.
    package init(name: String, hash: String, card: String) {
        self.name = name
        self.hash = hash
        self.card = card
    }
}
