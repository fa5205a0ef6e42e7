/// A dictionary split into parts, so that growth never moves more than one of them: an order in a long sequence must
/// not wait for the index of all earlier ones.
struct SpreadIndex<Key: SpreadKey, Value> {
    private static var partCount: Int { 64 }

    private var parts = [[Key: Value]](repeating: [:], count: partCount)

    /// Creates an empty index.
    init() {}

    /// Whether the index is empty.
    var isEmpty: Bool { parts.allSatisfy(\.isEmpty) }

    /// The value for a key; assign `nil` to remove it.
    subscript(key: Key) -> Value? {
        get { parts[Self.part(of: key)][key] }
        set { parts[Self.part(of: key)][key] = newValue }
    }

    /// Changes the value for a key in place; `nil` means that there is none.
    mutating func change(_ key: Key, _ body: (inout Value?) -> Void) {
        body(&parts[Self.part(of: key)][key])
    }

    private static func part(of key: Key) -> Int { key.spread & (partCount - 1) }
}

/// A key that says by itself how keys are divided among the parts, without the cost of a hash.
protocol SpreadKey: Hashable {
    /// A number whose lowest bits differ between keys that come after one another.
    var spread: Int { get }
}

extension Int: SpreadKey {
    var spread: Int { self }
}

extension String: SpreadKey {
    var spread: Int {
        let bytes = utf8.span
        var sum = 0
        for place in bytes.indices { sum = sum &* 5 &+ Int(bytes[place]) }
        return sum ^ sum >> 8
    }
}

extension SpreadIndex: Sendable where Key: Sendable, Value: Sendable {}
