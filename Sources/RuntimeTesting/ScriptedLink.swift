package import TWSSession
package import TWSWire

/// A connection whose peer is the test: it records what was sent, and the test plays the peer's part.
package final class ScriptedLink: ClientLink {
    /// The session; it has run only if orders were left unsent.
    package private(set) var session = ClientSession(configuration: ClientSession.Configuration())
    /// The messages sent so far, in order.
    package private(set) var sent: [ClientMessage] = []
    /// Why the next messages cannot be sent; `nil` if they can.
    package var refusal: SessionError?
    /// The orders that still wait for pacing, so that they can be taken back.
    package var waiting: Set<Int> = []
    private let handler: any ClientHandler
    private let trace: RunTrace

    init(_ handler: any ClientHandler, _ trace: RunTrace) {
        self.handler = handler
        self.trace = trace
    }

    /// Records a message, or refuses it.
    package func send(_ message: ClientMessage) throws(SessionError) {
        if let refusal { throw refusal }
        trace.note("send \(message.traceText)")
        sent.append(message)
    }

    /// Notes that what was sent leaves.
    package func flush() { trace.note("flush") }

    /// Takes back those of the orders that wait.
    package func takeBack(orders: Set<Int>?) -> [Int] {
        let taken = (orders ?? waiting).intersection(waiting).sorted()
        waiting.subtract(taken)
        for orderId in taken { trace.note("take back \(orderId)") }
        return taken
    }

    /// Notes the close; the test confirms it with ``end(_:)``.
    package func close() { trace.note("close") }
}

// MARK: The peer

extension ScriptedLink {
    /// Makes the connection ready.
    package func ready(accounts: [String] = ["DU1"], nextValidId: Int = 1, serverVersion: Int = 200) {
        handler.ready(
            ClientSession.Ready(
                serverVersion: serverVersion,
                connectionTime: "20260105 10:00:00 EST",
                accounts: accounts,
                nextValidId: nextValidId
            )
        )
    }

    /// Sends messages from the peer.
    package func receive(_ messages: ServerMessage...) {
        for message in messages { handler.receive(message) }
    }

    /// Reports something odd that is skipped.
    package func note(_ text: String) { handler.note(text) }

    /// Fails a connection that was never ready.
    package func fail(_ code: SessionError.Code, _ message: String) {
        handler.failed(SessionError(code, message))
    }

    /// Ends the connection; `nil` confirms the run's own close.
    package func end(_ error: SessionError?, unsent: [Int] = []) {
        if !unsent.isEmpty { session = UnsentOrders.session(unsent) }
        handler.closed(error)
    }

    /// Loses the connection; `unsent` are orders whose bytes never left.
    package func lose(unsent: [Int] = []) { end(SessionError(.connectionLost, "TWS went away"), unsent: unsent) }
}
