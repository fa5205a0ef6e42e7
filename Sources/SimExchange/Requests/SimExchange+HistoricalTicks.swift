internal import TWSWire

extension SimExchange {
    /// Answers with up to 1,000 ticks from a start, or up to an end.
    mutating func serveHistoricalTicks(_ request: ClientMessage.ReqHistoricalTicks, _ connection: ConnectionID) {
        do throws(Rejection) {
            let instrument = try market.resolve(request.contract, forHistory: true)
            guard let kind = HistoricalTickKind(rawValue: request.whatToShow.uppercased()) else {
                throw .invalid(
                    "Invalid what to show '\(request.whatToShow)'",
                    of: ClientMessage.ReqHistoricalTicks.self
                )
            }
            guard (1...1000).contains(request.numberOfTicks) else {
                throw .invalid("Number of ticks must be between 1 and 1000", of: ClientMessage.ReqHistoricalTicks.self)
            }
            try RequestTable.checkFields(request)
            if kind == .trades, !instrument.hasTrades {
                throw Rejection(10187, "Failed to request historical ticks:No trades for this kind of contract")
            }
            let ticks = PastTicks(market.source, instrument, kind)
            let isForward = request.endDateTime.isEmpty
            let text = isForward ? request.startDateTime : request.endDateTime
            let limit = try instant(text)
            if Self.assumesZone(text) { warnAboutZone(request.reqId, connection) }
            let end = instrument.lastTime(upTo: now)
            let found =
                isForward
                ? ticks.first(request.numberOfTicks, from: limit, to: end)
                : ticks.latest(request.numberOfTicks, before: min(limit, end))
            reporter.send(found, requestID: request.reqId, to: connection)
        } catch {
            send(error, id: request.reqId, to: connection)
        }
    }

    private func instant(_ text: String) throws(Rejection) -> ExchangeInstant {
        do {
            return try ExchangeTime.parse(text).instant
        } catch {
            throw Rejection(ExchangeTime.InvalidTime.code, ExchangeTime.InvalidTime.message)
        }
    }
}
