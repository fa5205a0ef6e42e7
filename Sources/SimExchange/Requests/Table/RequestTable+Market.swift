internal import TWSWire

extension RequestTable {
    /// Quotes, depth and tick-by-tick data.
    static let marketData: [RequestRow] = [
        RequestRow(
            ClientMessage.ReqMktData.self,
            limit: .lines,
            duplicate: { _ in .duplicateTicker },
            excluding: [
                FieldExclusion(
                    "snapshot",
                    "genericTickList",
                    of: ClientMessage.ReqMktData.self,
                    .invalid("Snapshot market data subscription is not applicable to generic ticks")
                ) { ($0.snapshot || $0.regulatorySnapshot) && !$0.genericTickList.isEmpty }
            ]
        ) { $0.startMarketData($1, $2) },
        RequestRow(ClientMessage.CalculateImpliedVolatility.self) { $0.calculateVolatility($1, $2) },
        RequestRow(ClientMessage.CalculateOptionPrice.self) { $0.calculatePrice($1, $2) },
        RequestRow(ClientMessage.CancelMktData.self) {
            $0.stopStream(.topOfBook, $1.reqId, $2, unknown: .unknownTicker($1.reqId))
        },
        RequestRow(ClientMessage.ReqMarketDataType.self, errorName: "b4") { $0.setMarketDataType($1, $2) },
        RequestRow(ClientMessage.ReqMktDepth.self, limit: .lines, duplicate: { _ in .duplicateTicker }) {
            $0.startDepth($1, $2)
        },
        RequestRow(ClientMessage.CancelMktDepth.self) {
            let text = "Can't find the subscribed market depth with tickerId:\($1.reqId)"
            $0.stopStream(.depth, $1.reqId, $2, unknown: Rejection(310, text))
        },
        RequestRow(
            ClientMessage.ReqTickByTickData.self,
            errorName: "c3",
            limit: .lines,
            duplicate: { _ in .duplicateTicker }
        ) { $0.startTickByTick($1, $2) },
        RequestRow(ClientMessage.CancelTickByTickData.self) {
            $0.stopStream(.tickByTick, $1.reqId, $2, unknown: .unknownTicker($1.reqId))
        },
    ]

    /// Historical data and five-second bars.
    static let history: [RequestRow] = [
        RequestRow(
            ClientMessage.ReqHistoricalData.self,
            errorName: "bH",
            duplicate: { _ in Rejection(386, "Duplicate ticker ID for API historical data query") },
            excluding: [
                FieldExclusion(
                    "keepUpToDate",
                    "endDateTime",
                    of: ClientMessage.ReqHistoricalData.self,
                    .invalid("End Date/Time must be empty for a query that is kept up to date", request: "bH")
                ) { $0.keepUpToDate && !$0.endDateTime.isEmpty },
                FieldExclusion(
                    "ADJUSTED_LAST",
                    "endDateTime",
                    of: ClientMessage.ReqHistoricalData.self,
                    .invalid("End date not supported with adjusted last", request: "bH")
                ) { $0.whatToShow.uppercased() == "ADJUSTED_LAST" && !$0.endDateTime.isEmpty },
                FieldExclusion(
                    "CONTFUT",
                    "endDateTime",
                    of: ClientMessage.ReqHistoricalData.self,
                    Rejection(10339, "Setting end date/time for continuous future security type is not allowed")
                ) { $0.contract.secType == .continuousFuture && !$0.endDateTime.isEmpty },
            ]
        ) { $0.serveHistory($1, $2) },
        .end(ClientMessage.CancelHistoricalData.self, .historicalBars, { $0.reqId }) { id in
            Rejection(366, "No historical data query found for ticker id:\(id)")
        },
        RequestRow(ClientMessage.ReqRealTimeBars.self, duplicate: { _ in .duplicateTicker }) {
            $0.startRealTimeBars($1, $2)
        },
        .end(ClientMessage.CancelRealTimeBars.self, .realTimeBars, { $0.reqId }, unknown: Rejection.unknownTicker),
        RequestRow(ClientMessage.ReqHeadTimeStamp.self, errorName: "bX") { $0.sendHeadTimestamp($1, $2) },
        RequestRow(
            ClientMessage.ReqHistoricalTicks.self,
            errorName: "b8",
            excluding: [
                FieldExclusion(
                    "startDateTime",
                    "endDateTime",
                    of: ClientMessage.ReqHistoricalTicks.self,
                    .invalid("Exactly one of start and end date-time must be given", request: "b8")
                ) { $0.startDateTime.isEmpty == $0.endDateTime.isEmpty }
            ]
        ) { $0.serveHistoricalTicks($1, $2) },
        RequestRow(ClientMessage.ReqHistogramData.self, errorName: "bY") { $0.sendHistogram($1, $2) },
    ]
}

extension RequestLimit {
    /// The market data lines of one connection, of all three kinds together.
    fileprivate static let lines = RequestLimit(
        count: 100,
        rejection: Rejection(101, "Max number of tickers has been reached.")
    )
}

extension Rejection {
    /// Returns error 300: there is no stream with that ID.
    static func unknownTicker(_ requestID: Int) -> Rejection {
        Rejection(300, "Can't find EId with tickerId:\(requestID)")
    }
}
