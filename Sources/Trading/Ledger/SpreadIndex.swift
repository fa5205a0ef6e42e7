/// A dictionary in parts, so that its growth never moves more than one of them: an order in a long row of orders is not to
/// wait for the index of all that came before.
package struct SpreadIndex<Key: Hashable, Value> {
    private static var partCount: Int { 64 }

    private var parts = [[Key: Value]](repeating: [:], count: partCount)

    /// An empty index.
    package init() {}

    /// Whether nothing is in it.
    package var isEmpty: Bool { parts.allSatisfy(\.isEmpty) }

    /// The value of a key; `nil` takes it out.
    package subscript(key: Key) -> Value? {
        get { parts[Self.part(of: key)][key] }
        set { parts[Self.part(of: key)][key] = newValue }
    }

    private static func part(of key: Key) -> Int { key.hashValue & (partCount - 1) }
}

extension SpreadIndex: Sendable where Key: Sendable, Value: Sendable {}
