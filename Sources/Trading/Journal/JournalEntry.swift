/// A record as the journal has it.
package struct JournalEntry: Sendable, Hashable {
    /// Its place in the journal, rising.
    package var seq: Int64
    /// When it was written, in nanoseconds of the machine's monotonic clock: comparable only until the machine restarts.
    package var monotonic: Int64
    /// When it was written, on the machine's wall clock.
    package var wall: RunInstant
    /// The entry that began the order which it is about: that of its intent; `nil` where it is about none.
    package var intent: Int64?
    /// What happened. A record of several orders is an entry for each of them.
    package var record: JournalRecord

    /// An entry from its parts.
    package init(seq: Int64, monotonic: Int64, wall: RunInstant, intent: Int64?, record: JournalRecord) {
        self.seq = seq
        self.monotonic = monotonic
        self.wall = wall
        self.intent = intent
        self.record = record
    }
}
