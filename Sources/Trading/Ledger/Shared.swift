/// A large value on the heap that any number of entries refer to.
final class Shared<Value: Sendable>: Sendable {
    let value: Value

    init(_ value: Value) { self.value = value }
}

/// Recent values, so that entries with equal values refer to one copy.
struct SharedPool<Value: Hashable & Sendable>: Sendable {
    /// The number of values searched; scripts use few contracts and few kinds of order at a time.
    private static var reach: Int { 16 }

    private var recent: [Shared<Value>] = []
    private var oldest = 0

    /// Returns the shared copy of a value.
    mutating func shared(_ value: Value) -> Shared<Value> {
        if let known = recent.first(where: { $0.value == value }) { return known }
        let new = Shared(value)
        if recent.count < Self.reach {
            recent.append(new)
        } else {
            recent[oldest] = new
            oldest = (oldest + 1) % Self.reach
        }
        return new
    }
}
