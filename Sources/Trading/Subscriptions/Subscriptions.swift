package import TWSWire

/// The streams that scripts have requested and not ended, so that they can be requested again.
///
/// The protocol knows which requests start a stream and which end one (``ClientMessage/streamChange``). The type is a
/// value: it sees every outgoing request with its id on the wire, and returns the streams that a loss has ended in the
/// order of their requests.
package struct Subscriptions: Sendable {
    /// One stream.
    package struct Entry: Sendable, Hashable {
        /// The script that requested it.
        package var script: ScriptID
        /// The request as sent.
        package var message: ClientMessage
        /// The kind of stream.
        package var kind: StreamKind
        fileprivate var place: Int
    }

    private struct Key: Hashable {
        let kind: StreamKind
        /// The id on the wire, or the index of a setting; `nil` for a kind that has at most one stream.
        let id: Int?
    }

    private var entries: [Key: Entry] = [:]
    private var places = 0
    /// The index of the latest setting that no stream has followed yet.
    private var latestSetting: Int?

    /// Creates an empty set of streams.
    package init() {}

    /// The number of streams and settings.
    package var count: Int { entries.count }

    /// Records a request that is about to be sent, or would be if there were a connection.
    package mutating func take(_ message: ClientMessage, of script: ScriptID) {
        switch message.streamChange {
        case .begins(let kind): begin(kind, message, script)
        case .ends(let kind):
            entries[Key(kind: kind, id: message.requestId)] = nil
            forgetSettingsOfNobody()
        case .sets(let kind): set(kind, message, script)
        case nil: break
        }
    }

    /// Records that a request was not sent.
    package mutating func notSent(_ message: ClientMessage) {
        guard case .begins(let kind) = message.streamChange else { return }
        let key = Key(kind: kind, id: message.requestId)
        if entries[key]?.message == message { entries[key] = nil }
    }

    /// Records that TWS refused or ended the stream with this id; an error that only reports a duplicate id ends
    /// nothing.
    package mutating func failed(_ id: Int, code: Int) {
        guard !entries.isEmpty, !Self.duplicateCodes.contains(code), !OrderLedger.isAdvisory(code) else { return }
        let keys = StreamKind.allCases.map { Key(kind: $0, id: id) }.filter { entries[$0] != nil }
        // If two streams share an id, nobody knows which one is meant.
        if keys.count == 1 { entries[keys[0]] = nil }
    }

    /// A duplicate id, and data that another session of the user is currently receiving.
    private static let duplicateCodes: Set<Int> = [102, 322, 386, 10197]

    /// Returns the streams that a loss has ended, in the order of their requests, leaving out those of some scripts.
    ///
    /// - Parameter onlyData: Whether TWS has lost only its market data; otherwise the connection is new.
    package func lost(onlyData: Bool, except gone: (ScriptID) -> Bool) -> [Entry] {
        entries.values.filter { (!onlyData || $0.kind.isLostWithData) && !gone($0.script) }
            .sorted { $0.place < $1.place }
    }

    /// Forgets a script's streams; returns the requests that end them, in the order in which the streams were
    /// requested.
    package mutating func remove(of script: ScriptID) -> [ClientMessage] {
        let gone = entries.filter { $0.value.script == script }
        for key in gone.keys { entries[key] = nil }
        return gone.values.sorted { $0.place < $1.place }.compactMap { Self.end(of: $0) }
    }

    /// The request that ends a stream; `nil` for a setting, which only the next one ends.
    private static func end(of entry: Entry) -> ClientMessage? {
        let end = ClientMessage.payloads.lazy.map { $0.init().clientMessage }.first { message in
            if case .ends(entry.kind) = message.streamChange { true } else { false }
        }
        return entry.message.requestId.map { end?.with(requestId: $0) } ?? end
    }

    private mutating func begin(_ kind: StreamKind, _ message: ClientMessage, _ script: ScriptID) {
        let key = Key(kind: kind, id: message.requestId)
        // TWS refuses a duplicate id, and the earlier stream continues.
        guard key.id == nil || entries[key] == nil else { return }
        places += 1
        entries[key] = Entry(script: script, message: message, kind: kind, place: places)
        latestSetting = nil
    }

    /// Records a setting. Settings apply to the streams after them, so the latest is kept and each one that a stream
    /// has followed.
    private mutating func set(_ kind: StreamKind, _ message: ClientMessage, _ script: ScriptID) {
        if let latestSetting { entries[Key(kind: kind, id: latestSetting)] = nil }
        places += 1
        entries[Key(kind: kind, id: places)] = Entry(script: script, message: message, kind: kind, place: places)
        latestSetting = places
    }

    /// Forgets settings that were replaced before any stream followed.
    private mutating func forgetSettingsOfNobody() {
        let settings = entries.filter { if case .sets = $0.value.message.streamChange { true } else { false } }
        guard settings.count > 1 else { return }
        let sorted = entries.sorted { $0.value.place < $1.value.place }
        for (entry, next) in zip(sorted, sorted.dropFirst())
        where settings[entry.key] != nil && settings[next.key] != nil { entries[entry.key] = nil }
    }
}
