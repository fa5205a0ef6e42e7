internal import TWSWire
internal import Trading

/// What a turn must write to the journal, then send.
struct Departures {
    /// Something that leaves.
    enum Message {
        case send(ClientMessage)
        /// The order is taken back if it still waits to be sent; otherwise the cancel is sent.
        case takeBack(orderId: Int, orSend: ClientMessage)
    }

    /// The largest number of records kept while the journal cannot be written.
    private static let mostKept = 10_000

    /// Whether the account's journal has been opened, or could not be.
    var isOpened = false
    /// The records of this turn.
    var records: [JournalRecord] = []
    /// What scripts store, by script and name; the latest entry counts.
    var memory: [JournalMemory] = []
    /// The messages of this turn, in order.
    var messages: [Message] = []
    /// The orders that were passed to the connection, but of which the journal does not know yet that they have left.
    var underWay: [Int] = []
    /// The records that go with the next ones: nobody waits for them.
    var late: [JournalRecord] = []
    /// The records that could not be written, oldest first.
    private(set) var kept: [JournalRecord] = []
    /// Whether the journal could not be written the last time.
    private(set) var isFailing = false

    /// Whether there is nothing to do.
    var isEmpty: Bool { records.isEmpty && messages.isEmpty && (memory.isEmpty || isFailing) }

    /// The records to be written now, oldest first.
    var due: [JournalRecord] { kept.isEmpty && late.isEmpty ? records : kept + late + records }

    /// Notes that everything due is in the journal.
    mutating func written() {
        isFailing = false
        kept.removeAll()
        late.removeAll(keepingCapacity: true)
        records.removeAll(keepingCapacity: true)
        memory.removeAll(keepingCapacity: true)
    }

    /// Notes an entry of a script's state, replacing an older one.
    mutating func remember(_ entry: JournalMemory) {
        memory.removeAll { $0.script == entry.script && $0.key == entry.key }
        memory.append(entry)
    }

    /// Notes that nothing is in the journal; it is tried again with the next records. Returns whether it is the first
    /// time.
    mutating func notWritten() -> Bool {
        kept += late + records
        if kept.count > Self.mostKept { kept.removeFirst(kept.count - Self.mostKept) }
        late.removeAll()
        records.removeAll()
        defer { isFailing = true }
        return !isFailing
    }

    /// Takes the messages of the turn.
    mutating func takeMessages() -> [Message] {
        defer { messages = [] }
        return messages
    }
}

extension ClientMessage {
    /// Whether it carries an order that the journal must have before it leaves.
    var isJournaled: Bool {
        if case .placeOrder(let place) = self { !place.order.whatIf } else { false }
    }
}
