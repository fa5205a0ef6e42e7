internal import Notation
internal import TWSWire
internal import Trading

/// A row of the journal's events, as read.
struct JournalRow {
    /// The columns to read, in order.
    static let columns =
        "seq, mono_ns, wall_ns, run_ns, run, client, script, script_name, line, kind, key, intent, "
        + JournalField.allCases.map { "body ->> '$.\($0.rawValue)'" }.joined(separator: ", ")

    let seq: Int64
    let kind: String
    let key: String
    private let intent: Int64?
    private let monotonic: Int64
    private let wall: Int64
    private let at: Int64
    private let run: String
    private let clientId: Int?
    private let script: Int?
    private let scriptName: String
    private let line: Int?
    private let fields: [String?]

    init(_ row: Statement) {
        seq = row.integer(at: 0)
        monotonic = row.integer(at: 1)
        wall = row.integer(at: 2)
        at = row.integer(at: 3)
        run = row.text(at: 4)
        clientId = row.isNull(at: 5) ? nil : Int(row.integer(at: 5))
        script = row.isNull(at: 6) ? nil : Int(row.integer(at: 6))
        scriptName = row.text(at: 7)
        line = row.isNull(at: 8) ? nil : Int(row.integer(at: 8))
        kind = row.text(at: 9)
        key = row.text(at: 10)
        intent = row.isNull(at: 11) ? nil : row.integer(at: 11)
        let first = Int32(12)
        fields = JournalField.allCases.indices.map { place in
            let column = first + Int32(place)
            return row.isNull(at: column) ? nil : row.text(at: column)
        }
    }

    /// The entry; `nil` for a kind or form that this version does not know.
    var entry: JournalEntry? {
        guard let event else { return nil }
        let subjects = key.isEmpty ? [] : [JournalRecord.Subject(orderId: number(.orderId) ?? 0, reference: key)]
        let record = JournalRecord(
            at: RunInstant(nanoseconds: at),
            run: run,
            clientId: clientId,
            script: script.map(ScriptID.init),
            scriptName: scriptName,
            line: line,
            subjects: subjects,
            event: event
        )
        return JournalEntry(
            seq: seq,
            monotonic: monotonic,
            wall: RunInstant(nanoseconds: wall),
            intent: kind == JournalKind.intent.rawValue ? seq : intent,
            record: record
        )
    }

    // MARK: Members

    private func text(_ field: JournalField) -> String? {
        JournalField.allCases.firstIndex(of: field).flatMap { fields[$0] }
    }

    private func number(_ field: JournalField) -> Int? { text(field).flatMap { Int($0) } }

    private var frame: (bytes: [UInt8], version: Int)? {
        guard let digits = text(.frame), let version = number(.frameVersion),
            let bytes = Hexadecimal.bytes(digits.utf8)
        else { return nil }
        return (bytes, version)
    }

    private var order: (id: Int, contract: Contract, order: Order)? {
        guard let frame,
            case .placeOrder(let place)? = try? ClientMessage.decode(
                frame.bytes.span,
                serverVersion: frame.version
            ).message
        else { return nil }
        return (place.orderId, place.contract, place.order)
    }

    private var message: ServerMessage? {
        guard let frame else { return nil }
        return try? ServerMessage.decode(frame.bytes.span, serverVersion: frame.version).message
    }

    private var orderId: Int { number(.orderId) ?? 0 }
    private var reason: String { text(.reason) ?? "" }

    private var event: JournalRecord.Event? {
        switch JournalKind(rawValue: kind) {
        case nil: return nil
        case .runStarted:
            return .runStarted(
                JournalRun(
                    mode: text(.mode) ?? "",
                    account: text(.account) ?? "",
                    instance: text(.instance),
                    program: text(.program) ?? ""
                )
            )
        case .scriptStarted:
            return .scriptStarted(
                name: text(.name) ?? "",
                file: text(.file) ?? "",
                sha256: text(.sha256) ?? ""
            )
        case .scriptEnded: return .scriptEnded(name: text(.name) ?? "", exitCode: number(.exitCode) ?? 0)
        case .runEnded: return .runEnded(exitCode: number(.exitCode) ?? 0)
        case .intent: return order.map { .intent(orderId: $0.id, contract: $0.contract, order: $0.order) }
        case .modification: return order.map { .modification(orderId: $0.id, contract: $0.contract, order: $0.order) }
        case .cancel: return .cancel(orderId: orderId)
        case .sent: return .sent(orderId: orderId)
        case .notSent: return .notSent(orderId: orderId, reason: reason)
        case .notModified: return .notModified(orderId: orderId, reason: reason)
        case .notCancelled: return .notCancelled(orderId: orderId, reason: reason)
        case .denial:
            return .denial(
                Denial(
                    code: Denial.Code(rawValue: text(.code) ?? ""),
                    message: text(.message) ?? "",
                    limit: text(.limit),
                    remedy: text(.remedy) ?? ""
                )
            )
        case .message, .messageToo: return message.map { .message($0) }
        case .adopted: return .adopted(orderId: orderId, reference: text(.reference) ?? "")
        case .expired: return .expired(orderId: orderId)
        case .released: return .released(reference: text(.reference) ?? "")
        case .halt: return .haltChanged(state: text(.state) ?? "", reason: reason, by: text(.by) ?? "")
        case .connected: return .connected(accounts: accounts)
        case .disconnected: return .disconnected(reason: reason)
        case .gap:
            return .gap(
                from: RunInstant(nanoseconds: Int64(number(.from) ?? 0)),
                to: RunInstant(nanoseconds: Int64(number(.to) ?? 0))
            )
        case .alarm: return .alarm(text(.message) ?? "", orderId: number(.orderId))
        }
    }

    /// Account ids contain no quotes or commas.
    private var accounts: [String] {
        (text(.accounts) ?? "").split { "[],\"".contains($0) }.map(String.init)
    }
}
