/// Something that a script wants kept over its runs: one entry of its `state`.
package struct JournalMemory: Sendable, Hashable {
    /// Name of the script.
    package var script: String
    /// The entry's name.
    package var key: String
    /// Its value as the script host writes it; `nil` forgets the entry.
    package var text: String?

    /// An entry from its parts.
    package init(script: String, key: String, text: String?) {
        (self.script, self.key, self.text) = (script, key, text)
    }
}
