/// A record as stored in the journal.
package struct JournalEntry: Sendable, Hashable {
    /// The position in the journal, ascending.
    package var seq: Int64
    /// When it was written, in nanoseconds of the machine's monotonic clock; comparable only until the machine
    /// restarts.
    package var monotonic: Int64
    /// When it was written, by the machine's wall clock.
    package var wall: RunInstant
    /// The `seq` of the intent that started the order that the entry is about; `nil` if it is about none.
    package var intent: Int64?
    /// What happened. A record about several orders becomes one entry for each of them.
    package var record: JournalRecord

    /// Creates an entry from its parts.
    package init(seq: Int64, monotonic: Int64, wall: RunInstant, intent: Int64?, record: JournalRecord) {
        self.seq = seq
        self.monotonic = monotonic
        self.wall = wall
        self.intent = intent
        self.record = record
    }
}
