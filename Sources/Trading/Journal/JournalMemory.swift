/// A value that a script keeps across its runs: one entry of its `state`.
package struct JournalMemory: Sendable, Hashable {
    /// The name of the script.
    package var script: String
    /// The entry's name.
    package var key: String
    /// The value as the script host writes it; `nil` removes the entry.
    package var text: String?

    /// Creates an entry from its parts.
    package init(script: String, key: String, text: String?) {
        (self.script, self.key, self.text) = (script, key, text)
    }
}
