/// The number by which a desk knows an order.
///
/// An order of the desk's own client is known by its order id. Other clients may use the same order ids, so their
/// orders get a number beyond every id that fits the wire. An order without an id, such as one entered by hand, is
/// known by its permanent id.
package enum OrderNumber {
    private static let span = 1 << 32
    private static let clients = 0...0x3FFF_FFFF

    /// Returns the number of an order; 0 if nothing identifies it.
    ///
    /// - Parameter own: The desk's client id.
    package static func number(clientId: Int, orderId: Int, permId: Int, own: Int) -> Int {
        if clientId == own, orderId != 0 { return orderId }
        if clients.contains(clientId), 1..<span ~= orderId { return (clientId + 1) * span + orderId }
        return permId > 0 ? -span - (permId & (1 << 62 - 1)) : 0
    }

    /// Whether the number belongs to an order of another client.
    static func isForeign(_ number: Int) -> Bool { number >= span || number <= -span }

    /// The order id on the wire; 0 if the number contains none.
    static func wireId(_ number: Int) -> Int { number >= span ? number % span : number <= -span ? 0 : number }

    /// The number in readable form: `7`, `7 of client 3`, `with permId 1500000001`.
    package static func text(_ number: Int) -> String {
        if number >= span { return "\(number % span) of client \(number / span - 1)" }
        return number <= -span ? "with permId \(-span - number)" : "\(number)"
    }
}
