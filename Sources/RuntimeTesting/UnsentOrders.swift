internal import TWSSession
internal import TWSWire

/// Makes sessions that ended while orders waited, by running them against a server's session.
enum UnsentOrders {
    private static let moment = SessionInstant(nanoseconds: 0)

    /// Returns an ended session with these orders unsent.
    static func session(_ orderIds: [Int]) -> ClientSession {
        var client = ClientSession(configuration: ClientSession.Configuration())
        var server = ServerSession(configuration: ServerSession.Configuration())
        var actions = client.connected(at: moment)
        var answers = 0
        while let bytes = written(actions), answers < 2 {
            answers += 1
            for action in server.receive(
                bytes.span,
                time: { ServerTime(text: "20260105 10:00:00 EST", milliseconds: 0) }
            ) {
                if case .write(let bytes) = action { actions = client.receive(bytes.span, at: moment) }
            }
        }
        for message in greeting {
            guard let bytes = try? server.frame(message) else { continue }
            _ = client.receive(bytes.span, at: moment)
        }
        _ = client.writability(false, at: moment)
        for orderId in orderIds {
            var place = ClientMessage.PlaceOrder()
            place.orderId = orderId
            _ = try? client.send(.placeOrder(place), at: moment)
        }
        _ = client.closed()
        precondition(client.unsentOrders == orderIds, "the session was ready and kept the orders")
        return client
    }

    private static func written(_ actions: [ClientSession.Action]) -> [UInt8]? {
        for case .write(let bytes) in actions { return bytes }
        return nil
    }

    private static var greeting: [ServerMessage] {
        var accounts = ServerMessage.ManagedAccounts()
        accounts.accountsList = "DU1"
        var nextValidId = ServerMessage.NextValidId()
        nextValidId.orderId = 1
        return [.managedAccounts(accounts), .nextValidId(nextValidId)]
    }
}
