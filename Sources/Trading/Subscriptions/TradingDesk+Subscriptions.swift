internal import TWSWire

extension TradingDesk {
    /// Requests the streams that a loss has ended again; no other request of a script is sent twice.
    ///
    /// - Parameters:
    ///   - onlyData: Whether TWS has lost only its market data (1101); otherwise the connection is new.
    ///   - gap: How long nothing arrived, in seconds; bars are requested from its start.
    /// - Returns: The number of streams requested, and the actions to take.
    package mutating func restoreStreams(onlyData: Bool, gap: Double) -> (count: Int, actions: [DeskAction]) {
        guard let connection else { return (0, []) }
        let lost = subscriptions.lost(onlyData: onlyData) { seats[$0.number].isRetired }
        var actions: [DeskAction] = []
        var count = 0
        for entry in lost where connection.serverVersion >= type(of: entry.message.payload).since {
            if case .sets = entry.message.streamChange {} else { count += 1 }
            if case .reqHistoricalData(let request) = entry.message {
                actions.append(.send(.reqHistoricalData(request.covering(seconds: gap))))
            } else {
                noteAsker(of: entry.message)
                actions.append(.send(entry.message))
            }
        }
        return (count, actions)
    }

    /// Records what an outgoing request does to streams.
    mutating func noteStream(_ message: ClientMessage, _ script: ScriptID) { subscriptions.take(message, of: script) }

    /// Records the end of a stream while there is no connection, so that the next connection does not bring it back.
    mutating func noteStreamEnd(_ message: ClientMessage, _ number: RequestNumber, _ script: ScriptID) {
        guard connection == nil, case .ends = message.streamChange else { return }
        guard message.requestId != nil else { return noteStream(message, script) }
        guard case .own(let local) = number else { return }
        noteStream(message.with(requestId: routes.number(local, of: script, besides: orderIds.next)), script)
    }
}
