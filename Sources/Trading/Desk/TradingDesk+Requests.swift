package import TWSWire

extension TradingDesk {
    /// Handles a request that is not an order: permitted by name, known to this TWS and numbered so that its answers
    /// find their script.
    mutating func request(
        _ message: ClientMessage,
        _ number: RequestNumber,
        _ script: ScriptID
    ) throws(Stop) -> (Verdict, [DeskAction]) {
        if let denial = RequestPolicy.denial(for: message.name) { throw .denied(denial) }
        if let denial = RequestPolicy.denial(for: message, seats[script.number].gate.reading) { throw .denied(denial) }
        noteStreamEnd(message, number, script)
        let connection = try requireConnection(of: script)
        let since = type(of: message.payload).since
        guard connection.serverVersion >= since else {
            throw .impossible(
                Obstacle(
                    .versionTooOld,
                    "needs server version \(since), this TWS has \(connection.serverVersion)",
                    remedy: "update TWS"
                )
            )
        }
        // The ledger must tell the lists of open orders apart, because both requests end with the same mark.
        switch message {
        case .reqOpenOrders, .reqAllOpenOrders: ledger.beginReconciliation()
        default: break
        }
        noteAsker(of: message)
        if case .cancelPositions = message, reconciler.positions.contains(.desk) {
            noteStream(message, script)
            return (.requested(id: nil), [.send(message), .send(.reqPositions(.init()))])
        }
        guard message.requestId != nil else {
            noteStream(message, script)
            return (.requested(id: nil), [.send(message)])
        }
        let (id, local) = numbers(number, script)
        noteStream(message.with(requestId: id), script)
        // What a script requests under another symbol's name must not pass for that symbol's price.
        if case .reqMktData(let request) = message {
            if let facts = knowledge.contracts.facts(of: request.contract) {
                routes.setMark(knowledge.marks.place(of: facts.contract), of: id)
            } else if knowledge.isPlain(request.contract) {
                routes.setMark(knowledge.marks.place(of: request.contract), of: id)
            }
        }
        return (.requested(id: local), [.send(message.with(requestId: id))])
    }

    /// Whether a script may hear a message that does not report on its orders.
    package func mayHear(_ message: ServerMessage, _ script: ScriptID) -> Bool {
        guard let connection else { return true }
        return seats[script.number].gate.mayHear(
            message,
            account: connection.account,
            clientId: configuration.clientId
        )
    }

    /// The request id on the wire, and the one that the script knows.
    private mutating func numbers(_ number: RequestNumber, _ script: ScriptID) -> (wire: Int, local: Int) {
        switch number {
        case .allocated:
            let id = routes.add(script, besides: orderIds.next)
            return (id, id)
        case .own(let local):
            return (routes.number(local, of: script, besides: orderIds.next), local)
        }
    }
}
