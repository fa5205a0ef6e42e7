/// A large value on the heap: copies share it until one of them is changed.
///
/// Copying costs one reference; changing the only copy happens in place. The storage is an array of one element, which
/// is `Sendable` and copies itself when shared.
public struct CopyOnWrite<Value: Sendable>: Sendable {
    @usableFromInline
    var storage: [Value]

    /// Moves a value to the heap.
    @inlinable
    public init(_ value: consuming Value) {
        storage = [value]
    }

    /// The value; changing a part of it copies it only if other copies share it.
    @inlinable
    public var value: Value {
        @inline(__always) _read { yield storage.span[0] }
        @inline(__always) _modify { yield &storage[0] }
    }

    /// Whether both share one storage, so that they are equal without comparing the value.
    @inlinable
    public func isIdentical(to other: CopyOnWrite) -> Bool {
        storage.span.isIdentical(to: other.storage.span)
    }
}

extension CopyOnWrite: Equatable where Value: Equatable {
    /// Whether the values are equal; fast if they share storage.
    @inlinable
    public static func == (left: CopyOnWrite, right: CopyOnWrite) -> Bool {
        left.isIdentical(to: right) || left.value == right.value
    }
}

extension CopyOnWrite: Hashable where Value: Hashable {
    /// Hashes the value, not its address.
    @inlinable
    public func hash(into hasher: inout Hasher) {
        hasher.combine(value)
    }
}
