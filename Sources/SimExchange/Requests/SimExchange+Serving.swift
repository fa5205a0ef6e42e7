internal import TWSWire

extension SimExchange {
    /// Answers a request; what no family knows gets error 321, so that no request is left without an answer.
    mutating func serve(_ message: ClientMessage, from connection: ConnectionID) {
        let isServed =
            serveOrders(message, connection) || serveAccount(message, connection)
            || serveMarketData(message, connection)
            || serveBars(message, connection) || serveReference(message, connection)
            || serveEnvironment(message, connection) || serveSilent(message)
        guard !isServed else { return }
        send(.unsimulated(message.name), id: Self.requestID(of: message) ?? -1, to: connection)
    }

    /// The id that an error about a request carries, `nil` for requests without one.
    private static func requestID(of message: ClientMessage) -> Int? {
        let payload = message.payload
        let index = type(of: payload).fields.firstIndex { ["reqId", "orderId"].contains($0.name) }
        guard let index, case .integer(let id) = payload.value(at: index) else { return nil }
        return id
    }

    /// Requests that TWS never answers: they have an effect, or end something that was asked for.
    private func serveSilent(_ message: ClientMessage) -> Bool {
        switch message {
        case .setServerLogLevel, .reqNewsBulletins, .cancelNewsBulletins, .unsubscribeFromGroupEvents, .startApi,
            .cancelFundamentalData, .cancelCalculateImpliedVolatility, .cancelCalculateOptionPrice, .cancelWshMetaData,
            .cancelWshEventData, .cancelContractData, .cancelHistoricalTicks, .cancelHeadTimeStamp,
            .cancelHistogramData:
            true
        default: false
        }
    }
}
