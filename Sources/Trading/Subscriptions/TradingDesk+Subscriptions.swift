internal import TWSWire

extension TradingDesk {
    /// Asks for the streams again that a loss has ended; nothing else of what scripts have asked for is sent twice.
    ///
    /// - Parameters:
    ///   - onlyData: Whether TWS has lost its market data only (1101); else the connection is a new one.
    ///   - gap: How long nothing came, in seconds: bars are asked for from its begin.
    /// - Returns: how many streams are asked for, and what is to be done.
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

    /// Notes what a request that leaves does about streams.
    mutating func noteStream(_ message: ClientMessage, _ script: ScriptID) { subscriptions.take(message, of: script) }

    /// Notes the end of a stream while there is no connection: it must not come back with the next one.
    mutating func noteStreamEnd(_ message: ClientMessage, _ number: RequestNumber, _ script: ScriptID) {
        guard connection == nil, case .ends = message.streamChange else { return }
        guard message.requestId != nil else { return noteStream(message, script) }
        guard case .own(let local) = number else { return }
        noteStream(message.with(requestId: routes.number(local, of: script, besides: orderIds.next)), script)
    }
}
