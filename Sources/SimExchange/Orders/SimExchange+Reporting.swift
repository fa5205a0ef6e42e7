internal import TWSWire

extension SimExchange {
    /// Tells an order's audience about it.
    mutating func reportOrder(_ place: Int, isFirst: Bool = false) {
        reporter.tell(book[place], to: directory.audience(of: book[place]), isFirst: isFirst)
    }

    /// Tells an order's audience, and other connections, its status alone.
    mutating func reportStatus(_ place: Int, alsoTo others: [ConnectionID] = []) {
        let order = book[place]
        for connection in directory.audience(of: order) { reporter.tellStatus(of: order, to: connection) }
        for connection in others {
            reporter.tellStatus(of: order, to: connection, as: directory.client(connection)?.clientID)
        }
    }

    /// Tells an order's audience about an error or a notice.
    mutating func report(_ rejection: Rejection, about order: SimulatedOrder) {
        for connection in directory.audience(of: order) { send(rejection, id: order.shownID, to: connection) }
    }
}
