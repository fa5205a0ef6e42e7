internal import TWSWire

extension SimExchange {
    /// Reports an order to its audience.
    mutating func reportOrder(_ place: Int, isFirst: Bool = false) {
        reporter.tell(book[place], to: directory.audience(of: book[place]), isFirst: isFirst)
    }

    /// Reports an order's status alone to its audience and to other connections.
    mutating func reportStatus(_ place: Int, alsoTo others: [ConnectionID] = []) {
        let order = book[place]
        for connection in directory.audience(of: order) { reporter.tellStatus(of: order, to: connection) }
        for connection in others {
            reporter.tellStatus(of: order, to: connection, as: directory.client(connection)?.clientID)
        }
    }

    /// Reports an error or a notice to an order's audience.
    mutating func report(_ rejection: Rejection, about order: SimulatedOrder) {
        for connection in directory.audience(of: order) { send(rejection, id: order.shownID, to: connection) }
    }
}
