/// Values by order number.
///
/// The numbers of one client count up, so a value is found by its place in a part of neighboring numbers. Growth adds a part:
/// an order in a long sequence does not wait for all earlier ones to be moved. Numbers that no order of the own client has are
/// kept in a dictionary.
package struct OrderTable<Value> {
    /// The numbers in one part; a power of two.
    @usableFromInline
    static var partSize: Int { 64 }
    /// The numbers that parts are made for.
    @usableFromInline
    static var own: ClosedRange<Int> { 0...Int(Int32.max) }

    @usableFromInline
    var parts: [[Value?]] = []
    /// Where the part of each 64 numbers is.
    @usableFromInline
    var places: [Int: Int] = [:]
    /// The part that was made last, since most questions are about the latest orders.
    @usableFromInline
    var latest = (key: -1, place: 0)
    @usableFromInline
    var others: [Int: Value] = [:]

    /// Creates an empty table.
    @inlinable
    package init() {}

    /// The value of an order; assign `nil` to remove it.
    @inlinable
    package subscript(number: Int) -> Value? {
        get {
            guard Self.own.contains(number) else { return others[number] }
            let key = number / Self.partSize
            guard let place = key == latest.key ? latest.place : places[key] else { return nil }
            return parts[place][number % Self.partSize]
        }
        set {
            guard Self.own.contains(number) else {
                others[number] = newValue
                return
            }
            let place = makePlace(for: number / Self.partSize)
            parts[place][number % Self.partSize] = newValue
        }
    }

    @inlinable
    mutating func makePlace(for key: Int) -> Int {
        if key == latest.key { return latest.place }
        if let place = places[key] { return place }
        parts.append([Value?](repeating: nil, count: Self.partSize))
        latest = (key, parts.count - 1)
        places[key] = latest.place
        return latest.place
    }
}

extension OrderTable: Sendable where Value: Sendable {}
