internal import TWSWire
internal import Trading

/// What a turn has to write down, then to send.
struct Departures {
    /// Something that leaves.
    enum Message {
        case send(ClientMessage)
        /// The order is taken back if it still waits to be sent, else the cancel is sent.
        case takeBack(orderId: Int, orSend: ClientMessage)
    }

    /// Most records that are kept while the journal cannot be written.
    private static let mostKept = 10_000

    /// Whether the account's journal has been opened, or could not be.
    var isOpened = false
    /// Records of this turn.
    var records: [JournalRecord] = []
    /// What scripts want kept, by script and name; the latest counts.
    var memory: [JournalMemory] = []
    /// Messages of this turn, in order.
    var messages: [Message] = []
    /// Orders that were handed to the connection and of which the journal does not know yet that they have left.
    var underWay: [Int] = []
    /// Records that go with the next ones: nobody waits for them.
    var late: [JournalRecord] = []
    /// Records that could not be written, oldest first.
    private(set) var kept: [JournalRecord] = []
    /// Whether the journal could not be written the last time.
    private(set) var isFailing = false

    /// Whether there is nothing to do.
    var isEmpty: Bool { records.isEmpty && messages.isEmpty && (memory.isEmpty || isFailing) }

    /// What is to be written now, oldest first.
    var due: [JournalRecord] { kept.isEmpty && late.isEmpty ? records : kept + late + records }

    /// Everything that was due is in the journal.
    mutating func written() {
        isFailing = false
        kept.removeAll()
        late.removeAll(keepingCapacity: true)
        records.removeAll(keepingCapacity: true)
        memory.removeAll(keepingCapacity: true)
    }

    /// Notes an entry of a script's state in place of an older one.
    mutating func remember(_ entry: JournalMemory) {
        memory.removeAll { $0.script == entry.script && $0.key == entry.key }
        memory.append(entry)
    }

    /// Nothing of it is; it is tried again with what comes. Tells whether it is the first time.
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
    /// Whether it brings an order that the journal must have before it leaves.
    var isJournaled: Bool {
        if case .placeOrder(let place) = self { !place.order.whatIf } else { false }
    }
}
