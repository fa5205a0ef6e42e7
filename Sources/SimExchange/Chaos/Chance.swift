internal import TWSWire

extension SeededGenerator {
    /// Returns a generator for one order of a client, independent of all other orders.
    func stream(of key: OrderKey) -> SeededGenerator { derived(key.clientID).derived(key.orderID) }

    /// Whether an order is chosen, as one in three is.
    func chooses(_ key: OrderKey) -> Bool {
        var random = stream(of: key)
        return random.nextInteger(in: 0...2) == 0
    }

    /// Returns a time between 10 and 30 s after `now`.
    func momentSoon(after now: ExchangeInstant) -> ExchangeInstant {
        var random = self
        return now.adding(milliseconds: Int64(random.nextInteger(in: 10_000...30_000)))
    }
}

/// Random numbers by key: drawing for one key never affects another.
struct KeyedStreams: Sendable {
    private let base: SeededGenerator
    private var streams: [Int: SeededGenerator] = [:]

    init(_ base: SeededGenerator) {
        self.base = base
    }

    /// Returns the next number of a key's stream.
    mutating func next(_ key: Int, in range: ClosedRange<Int>) -> Int {
        streams[key, default: base.derived(key)].nextInteger(in: range)
    }
}

/// Delays that keep the messages of each connection in order.
struct Lag: Sendable {
    private let milliseconds: ClosedRange<Int>
    private var random: KeyedStreams
    private var last: [ConnectionID: ExchangeInstant] = [:]

    init(milliseconds: ClosedRange<Int>, _ random: SeededGenerator) {
        self.milliseconds = milliseconds
        self.random = KeyedStreams(random)
    }

    /// Returns when the next message of a connection arrives.
    mutating func due(_ connection: ConnectionID, _ turn: Turn) -> ExchangeInstant {
        let delay = random.next(turn.clients[connection] ?? -1, in: milliseconds)
        let due = max(last[connection] ?? turn.now, turn.now.adding(milliseconds: Int64(delay)))
        last[connection] = due
        return due
    }

    /// Drops the state of a closed connection.
    mutating func forget(_ connection: ConnectionID) { last[connection] = nil }
}
