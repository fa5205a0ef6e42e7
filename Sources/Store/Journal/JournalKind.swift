internal import TWSWire
internal import Trading

/// The kind of an event, as its word in the file.
enum JournalKind: String {
    case runStarted = "run-started"
    case scriptStarted = "script-started"
    case scriptEnded = "script-ended"
    case runEnded = "run-ended"
    case intent
    case modification
    case cancel
    case sent
    case notSent = "not-sent"
    case notModified = "not-modified"
    case notCancelled = "not-cancelled"
    case denial
    case message
    /// The message of the previous row, for another order that it is about.
    case messageToo = "message-too"
    case adopted
    case expired
    case released
    case halt
    case connected
    case disconnected
    case gap
    case alarm
}

extension JournalRecord.Event {
    /// Writes the event's members; returns its kind.
    func write(into text: inout JournalText) -> JournalKind {
        switch self {
        case .runStarted(let run):
            text.add(.mode, run.mode)
            text.add(.account, run.account)
            text.add(.instance, run.instance)
            text.add(.program, run.program)
            return .runStarted
        case .scriptStarted(let name, let file, let sha256):
            text.add(.name, name)
            text.add(.file, file)
            text.add(.sha256, sha256)
            return .scriptStarted
        case .scriptEnded(let name, let exitCode):
            text.add(.name, name)
            text.add(.exitCode, exitCode)
            return .scriptEnded
        case .runEnded(let exitCode):
            text.add(.exitCode, exitCode)
            return .runEnded
        case .intent(let orderId, let contract, let order):
            text.add(orderId, contract, order)
            return .intent
        case .modification(let orderId, let contract, let order):
            text.add(orderId, contract, order)
            return .modification
        case .cancel(let orderId):
            text.add(.orderId, orderId)
            return .cancel
        case .sent(let orderId):
            text.add(.orderId, orderId)
            return .sent
        case .notSent(let orderId, let reason): return text.add(orderId, reason, .notSent)
        case .notModified(let orderId, let reason): return text.add(orderId, reason, .notModified)
        case .notCancelled(let orderId, let reason): return text.add(orderId, reason, .notCancelled)
        case .denial(let denial):
            text.add(.code, denial.code.rawValue)
            text.add(.message, denial.message)
            text.add(.limit, denial.limit)
            text.add(.remedy, denial.remedy)
            return .denial
        case .message(let message):
            text.add { version throws(WireError) in try message.body(serverVersion: version) }
            return .message
        case .adopted(let orderId, let reference):
            text.add(.orderId, orderId)
            text.add(.reference, reference)
            return .adopted
        case .expired(let orderId):
            text.add(.orderId, orderId)
            return .expired
        case .released(let reference):
            text.add(.reference, reference)
            return .released
        case .haltChanged(let state, let reason, let by):
            text.add(.state, state)
            text.add(.reason, reason)
            text.add(.by, by)
            return .halt
        case .connected(let accounts):
            text.add(.accounts, list: accounts)
            return .connected
        case .disconnected(let reason):
            text.add(.reason, reason)
            return .disconnected
        case .gap(let from, let to):
            text.add(.from, Int(from.nanoseconds))
            text.add(.to, Int(to.nanoseconds))
            return .gap
        case .alarm(let message, let orderId):
            text.add(.message, message)
            text.add(.orderId, orderId)
            return .alarm
        }
    }
}

extension JournalText {
    /// Adds an order with its contract, as the message that places it.
    fileprivate mutating func add(_ orderId: Int, _ contract: Contract, _ order: Order) {
        var place = ClientMessage.PlaceOrder()
        (place.orderId, place.contract, place.order) = (orderId, contract, order)
        add(.orderId, orderId)
        add { version throws(WireError) in try ClientMessage.placeOrder(place).body(serverVersion: version) }
    }

    fileprivate mutating func add(_ orderId: Int, _ reason: String, _ kind: JournalKind) -> JournalKind {
        add(.orderId, orderId)
        add(.reason, reason)
        return kind
    }
}
