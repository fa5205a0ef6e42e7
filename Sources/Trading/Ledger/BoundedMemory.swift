/// Keeps values by key until their counterparts arrive. When it is full, the oldest value is dropped and counted.
struct BoundedMemory<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private let limit: Int
    private var values: [Key: (value: Value, turn: Int)] = [:]
    /// Keys in order of arrival; keys that have since been removed are skipped.
    private var turns: [(key: Key, turn: Int)] = []
    private var first = 0
    private var turn = 0
    /// The number of values dropped to make room.
    private(set) var dropped = 0

    init(limit: Int) { self.limit = limit }

    /// The number of values kept.
    var count: Int { values.count }

    var isEmpty: Bool { values.isEmpty }

    subscript(key: Key) -> Value? { values.isEmpty ? nil : values[key]?.value }

    /// Keeps a value; a value with the same key is replaced in place.
    mutating func keep(_ value: Value, for key: Key) {
        if let known = values[key] {
            values[key] = (value, known.turn)
            return
        }
        while values.count >= limit { dropOldest() }
        turn += 1
        values[key] = (value, turn)
        turns.append((key, turn))
        compact()
    }

    /// Removes and returns a value.
    mutating func take(_ key: Key) -> Value? { values.isEmpty ? nil : values.removeValue(forKey: key)?.value }

    /// Removes and returns every matching value, oldest first.
    mutating func takeAll(where fits: (Value) -> Bool) -> [Value] {
        let found = values.filter { fits($0.value.value) }.sorted { $0.value.turn < $1.value.turn }
        for (key, _) in found { values[key] = nil }
        return found.map(\.value.value)
    }

    private mutating func dropOldest() {
        let (key, turn) = turns[first]
        first += 1
        guard values[key]?.turn == turn else { return }
        values[key] = nil
        dropped += 1
    }

    /// Drops skipped keys, rarely enough to cost little.
    private mutating func compact() {
        guard turns.count > 4 * limit else { return }
        turns = turns[first...].filter { values[$0.key]?.turn == $0.turn }
        first = 0
    }
}
