internal import TWSWire
internal import Trading

/// An event row before it is written: all columns except its number and the intent entry of its order.
struct EventColumns: Hashable {
    var stamp: JournalStamp
    var at: RunInstant
    var run: String
    var clientId: Int?
    var script: Int?
    var scriptName: String
    var line: Int?
    var kind: JournalKind
    /// The reference of the order that it is about; empty for none.
    var key: String
    /// The event as JSON.
    var body: [UInt8]

    private init(_ record: JournalRecord, _ stamp: JournalStamp, _ kind: JournalKind, _ key: String, _ body: [UInt8]) {
        self.stamp = stamp
        at = record.at
        run = record.run
        clientId = record.clientId
        script = record.script?.number
        scriptName = record.scriptName
        line = record.line
        self.kind = kind
        self.key = key
        self.body = body
    }

    /// Returns the rows of a record: one, or one for each order that a message is about.
    static func of(_ record: JournalRecord, _ stamp: JournalStamp) -> [EventColumns] {
        guard case .message = record.event, !record.subjects.isEmpty else {
            var text = JournalText()
            let kind = record.event.write(into: &text)
            // A refusal names no order itself, but the refusal of a change is still about one.
            if kind == .denial, let subject = record.subjects.first { text.add(.orderId, subject.orderId) }
            let key = record.subjects.first?.reference ?? record.event.reference
            return [EventColumns(record, stamp, kind, key, text.object())]
        }
        return record.subjects.enumerated().map { place, subject in
            var text = JournalText()
            text.add(.orderId, subject.orderId)
            let kind = record.event.write(into: &text)
            return EventColumns(record, stamp, place == 0 ? kind : .messageToo, subject.reference, text.object())
        }
    }
}

extension JournalRecord.Event {
    /// The order's reference if the event contains it; otherwise empty.
    fileprivate var reference: String {
        switch self {
        case .released(let reference), .adopted(_, let reference): reference
        case .intent(_, _, let order): order.orderRef
        default: ""
        }
    }
}

// MARK: As columns

extension EventColumns {
    /// The names of the columns.
    static let names = "mono_ns, wall_ns, run_ns, run, client, script, script_name, line, kind, key, body"

    /// The values of the columns.
    var values: [SQLiteValue] {
        func number(_ number: Int?) -> SQLiteValue { number.map { .integer(Int64($0)) } ?? .null }
        return [
            .integer(stamp.monotonic), .integer(stamp.wall.nanoseconds), .integer(at.nanoseconds), .text(run),
            number(clientId), number(script), .text(scriptName), number(line), .text(kind.rawValue), .text(key),
            .bytes(body),
        ]
    }
}

// MARK: As bytes

extension EventColumns {
    /// Appends the row: numbers as eight bytes, texts preceded by their length, a missing number as `Int64.min`.
    func append(to bytes: inout [UInt8]) {
        bytes.append(number: stamp.monotonic)
        bytes.append(number: stamp.wall.nanoseconds)
        bytes.append(number: at.nanoseconds)
        bytes.append(number: clientId.map(Int64.init) ?? .min)
        bytes.append(number: script.map(Int64.init) ?? .min)
        bytes.append(number: line.map(Int64.init) ?? .min)
        bytes.append(text: run.utf8)
        bytes.append(text: scriptName.utf8)
        bytes.append(text: kind.rawValue.utf8)
        bytes.append(text: key.utf8)
        bytes.append(text: body)
    }

    /// Reads rows until nothing is left; `nil` for malformed bytes.
    static func rows(_ bytes: ArraySlice<UInt8>) -> [EventColumns]? {
        var reader = ColumnReader(bytes: bytes)
        var rows: [EventColumns] = []
        while !reader.bytes.isEmpty {
            guard let row = EventColumns(&reader) else { return nil }
            rows.append(row)
        }
        return rows
    }

    private init?(_ reader: inout ColumnReader) {
        guard let monotonic = reader.number(), let wall = reader.number(), let at = reader.number(),
            let clientId = reader.number(), let script = reader.number(), let line = reader.number(),
            let run = reader.text(), let scriptName = reader.text(), let word = reader.text(),
            let kind = JournalKind(rawValue: String(decoding: word, as: UTF8.self)), let key = reader.text(),
            let body = reader.text()
        else { return nil }
        func optional(_ number: Int64) -> Int? { number == .min ? nil : Int(number) }
        stamp = JournalStamp(monotonic: monotonic, wall: RunInstant(nanoseconds: wall))
        self.at = RunInstant(nanoseconds: at)
        (self.clientId, self.script, self.line) = (optional(clientId), optional(script), optional(line))
        self.run = String(decoding: run, as: UTF8.self)
        self.scriptName = String(decoding: scriptName, as: UTF8.self)
        self.kind = kind
        self.key = String(decoding: key, as: UTF8.self)
        self.body = Array(body)
    }
}

/// Reads columns from the front of the bytes.
struct ColumnReader {
    var bytes: ArraySlice<UInt8>

    mutating func number() -> Int64? {
        guard bytes.count >= 8 else { return nil }
        defer { bytes = bytes.dropFirst(8) }
        return Int64(bitPattern: bytes.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) })
    }

    mutating func text() -> ArraySlice<UInt8>? {
        guard let length = number(), length >= 0, length <= bytes.count else { return nil }
        defer { bytes = bytes.dropFirst(Int(length)) }
        return bytes.prefix(Int(length))
    }
}

extension [UInt8] {
    /// Appends eight bytes, little-endian.
    mutating func append(number: Int64) {
        Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
    }

    fileprivate mutating func append(text: some Collection<UInt8>) {
        append(number: Int64(text.count))
        append(contentsOf: text)
    }
}
