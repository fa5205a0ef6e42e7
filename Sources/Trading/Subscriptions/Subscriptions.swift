package import TWSWire

/// The streams that scripts have asked for and not ended, so that they can be asked for again.
///
/// Which requests begin a stream, and which end one, is the protocol's business (``ClientMessage/streamChange``). A value:
/// it sees every request on its way out, by its number on the wire, and gives those that a loss has ended in the order in
/// which they were asked.
package struct Subscriptions: Sendable {
    /// One stream.
    package struct Entry: Sendable, Hashable {
        /// The script that asked for it.
        package var script: ScriptID
        /// The request as it was sent.
        package var message: ClientMessage
        /// Its kind.
        package var kind: StreamKind
        fileprivate var place: Int
    }

    private struct Key: Hashable {
        let kind: StreamKind
        /// Number on the wire, or the place of a setting; `nil` for a kind of which there is one stream at most.
        let id: Int?
    }

    private var entries: [Key: Entry] = [:]
    private var places = 0
    /// The place of the latest setting that no stream has followed yet.
    private var latestSetting: Int?

    /// Nothing is asked for.
    package init() {}

    /// How many streams and settings there are.
    package var count: Int { entries.count }

    /// A request is about to leave, or would leave if there were a connection.
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

    /// A request has not left.
    package mutating func notSent(_ message: ClientMessage) {
        guard case .begins(let kind) = message.streamChange else { return }
        let key = Key(kind: kind, id: message.requestId)
        if entries[key]?.message == message { entries[key] = nil }
    }

    /// TWS has refused or ended the stream of this number; an error that only says that the number is taken ends nothing.
    package mutating func failed(_ id: Int, code: Int) {
        guard !entries.isEmpty, !Self.duplicateCodes.contains(code), !OrderLedger.isAdvisory(code) else { return }
        let keys = StreamKind.allCases.map { Key(kind: $0, id: id) }.filter { entries[$0] != nil }
        // Of two streams with one number nobody knows which one is meant.
        if keys.count == 1 { entries[keys[0]] = nil }
    }

    /// A number that is taken, and data that another session of the user gets at the moment.
    private static let duplicateCodes: Set<Int> = [102, 322, 386, 10197]

    /// The streams that a loss has ended, in the order in which they were asked; those of some scripts are left out.
    ///
    /// - Parameter onlyData: Whether TWS has lost its market data only; else the connection is a new one.
    package func lost(onlyData: Bool, except gone: (ScriptID) -> Bool) -> [Entry] {
        entries.values.filter { (!onlyData || $0.kind.isLostWithData) && !gone($0.script) }
            .sorted { $0.place < $1.place }
    }

    /// Forgets the streams of a script; gives the requests that end them, in the order in which they were asked.
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
        // TWS refuses a number that is taken, and the stream of before goes on.
        guard key.id == nil || entries[key] == nil else { return }
        places += 1
        entries[key] = Entry(script: script, message: message, kind: kind, place: places)
        latestSetting = nil
    }

    /// Settings hold for the streams after them, so each is kept that a stream has followed, and the latest.
    private mutating func set(_ kind: StreamKind, _ message: ClientMessage, _ script: ScriptID) {
        if let latestSetting { entries[Key(kind: kind, id: latestSetting)] = nil }
        places += 1
        entries[Key(kind: kind, id: places)] = Entry(script: script, message: message, kind: kind, place: places)
        latestSetting = places
    }

    /// Forgets settings behind which another stands before any stream does.
    private mutating func forgetSettingsOfNobody() {
        let settings = entries.filter { if case .sets = $0.value.message.streamChange { true } else { false } }
        guard settings.count > 1 else { return }
        let sorted = entries.sorted { $0.value.place < $1.value.place }
        for (entry, next) in zip(sorted, sorted.dropFirst())
        where settings[entry.key] != nil && settings[next.key] != nil { entries[entry.key] = nil }
    }
}
