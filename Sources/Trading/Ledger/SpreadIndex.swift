/// A dictionary split into parts, so that growth never moves more than one of them: an order in a long sequence must
/// not wait for the index of all earlier ones.
package struct SpreadIndex<Key: Hashable, Value> {
    private static var partCount: Int { 64 }

    private var parts = [[Key: Value]](repeating: [:], count: partCount)

    /// Creates an empty index.
    package init() {}

    /// Whether the index is empty.
    package var isEmpty: Bool { parts.allSatisfy(\.isEmpty) }

    /// The value for a key; assign `nil` to remove it.
    package subscript(key: Key) -> Value? {
        get { parts[Self.part(of: key)][key] }
        set { parts[Self.part(of: key)][key] = newValue }
    }

    private static func part(of key: Key) -> Int { key.hashValue & (partCount - 1) }
}

extension SpreadIndex: Sendable where Key: Sendable, Value: Sendable {}
