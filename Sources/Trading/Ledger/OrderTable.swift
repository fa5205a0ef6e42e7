/// The place of each order in a list, by order number.
///
/// The numbers of one client count up, so a place is found in a part of neighboring numbers. Growth adds a part: an order
/// in a long sequence does not wait for all earlier ones to be moved. Numbers that no order of the own client has are
/// kept in a dictionary. It is not generic, because the compiler specializes no generic type of another target that is
/// `package`.
package struct OrderTable: Sendable {
    /// The numbers in one part; a power of two.
    private static var partSize: Int { 64 }
    /// The numbers that parts are made for.
    private static var own: ClosedRange<Int> { 0...Int(Int32.max) }

    private var parts: [[Int?]] = []
    /// Where the part of each 64 numbers is.
    private var places: [Int: Int] = [:]
    /// The part that was made last, since most questions are about the latest orders.
    private var latest = (key: -1, place: 0)
    private var others: [Int: Int] = [:]

    /// Creates an empty table.
    package init() {}

    /// The place of an order; assign `nil` to remove it.
    package subscript(number: Int) -> Int? {
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

    private mutating func makePlace(for key: Int) -> Int {
        if key == latest.key { return latest.place }
        if let place = places[key] { return place }
        parts.append([Int?](repeating: nil, count: Self.partSize))
        latest = (key, parts.count - 1)
        places[key] = latest.place
        return latest.place
    }
}
