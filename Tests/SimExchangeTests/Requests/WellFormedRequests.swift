import TWSWire

/// One well-formed request of each kind that the exchange serves, with the names of its answers, the last one last.
enum WellFormedRequests {
    static let all: [(String, ClientMessage, [String])] = account + marketData + bars + reference + environment

    private static func request<Payload: ClientMessagePayload>(
        _ type: Payload.Type,
        _ answers: [String],
        _ change: (inout Payload) -> Void = { _ in }
    ) -> (String, ClientMessage, [String]) {
        var payload = Payload()
        change(&payload)
        return (Payload.structureName, payload.clientMessage, answers)
    }

    private static let account = [
        request(ClientMessage.ReqOpenOrders.self, ["openOrderEnd"]),
        request(ClientMessage.ReqAllOpenOrders.self, ["openOrderEnd"]),
        request(ClientMessage.ReqCompletedOrders.self, ["completedOrdersEnd"]),
        request(ClientMessage.ReqExecutions.self, ["execDetailsEnd"]),
        request(ClientMessage.ReqManagedAccts.self, ["managedAccounts"]),
        request(ClientMessage.ReqIds.self, ["nextValidId"]),
        request(ClientMessage.ReqPositions.self, ["positionEnd"]),
        request(ClientMessage.ReqPositionsMulti.self, ["positionMultiEnd"]),
        request(
            ClientMessage.ReqAccountUpdates.self,
            ["updateAccountValue", "updateAccountTime", "accountDownloadEnd"]
        ) {
            $0.subscribe = true
        },
        request(ClientMessage.ReqAccountUpdatesMulti.self, ["accountUpdateMulti", "accountUpdateMultiEnd"]),
        request(ClientMessage.ReqAccountSummary.self, ["accountSummary", "accountSummaryEnd"]) {
            ($0.groupName, $0.tags) = ("All", "NetLiquidation,$LEDGER")
        },
        request(ClientMessage.ReqPnL.self, ["pnl"]),
        request(ClientMessage.ReqPnLSingle.self, ["pnlSingle"]) { $0.conId = 265_598 },
    ]

    private static let marketData = [
        request(
            ClientMessage.ReqMktData.self,
            ["tickReqParams", "marketDataType", "tickPrice", "tickSize", "tickString", "tickGeneric"]
        ) { $0.contract = .aapl },
        request(
            ClientMessage.ReqMktData.self,
            [
                "tickReqParams", "marketDataType", "tickPrice", "tickSize", "tickString", "tickGeneric",
                "tickSnapshotEnd",
            ]
        ) { ($0.contract, $0.snapshot) = (.aapl, true) },
        request(ClientMessage.ReqMktDepth.self, ["updateMktDepth"]) { ($0.contract, $0.numRows) = (.aapl, 5) },
        request(ClientMessage.ReqMktDepth.self, ["updateMktDepthL2"]) {
            ($0.contract, $0.numRows, $0.isSmartDepth) = (.aapl, 5, true)
        },
        request(ClientMessage.ReqTickByTickData.self, ["tickByTick"]) {
            ($0.contract, $0.tickType) = (.aapl, "BidAsk")
        },
        request(ClientMessage.ReqTickByTickData.self, ["tickByTick"]) {
            ($0.contract, $0.tickType) = (.aapl, "MidPoint")
        },
        request(ClientMessage.ReqTickByTickData.self, ["historicalTicksLast"]) {
            ($0.contract, $0.tickType, $0.numberOfTicks) = (.aapl, "Last", 10)
        },
    ]

    private static let bars = [
        request(ClientMessage.ReqHistoricalData.self, ["historicalData", "historicalDataEnd"]) {
            ($0.contract, $0.durationStr, $0.barSizeSetting, $0.whatToShow) = (.aapl, "1 D", "5 mins", "TRADES")
            $0.formatDate = 1
        },
        request(ClientMessage.ReqHistoricalData.self, ["historicalSchedule"]) {
            ($0.contract, $0.durationStr, $0.barSizeSetting, $0.whatToShow) = (.aapl, "5 D", "1 day", "SCHEDULE")
            $0.useRTH = true
        },
        request(ClientMessage.ReqHeadTimeStamp.self, ["headTimestamp"]) {
            ($0.contract, $0.whatToShow, $0.formatDate) = (.aapl, "TRADES", 1)
        },
        request(ClientMessage.ReqHistogramData.self, ["histogramData"]) {
            ($0.contract, $0.timePeriod) = (.aapl, "3 days")
        },
        request(ClientMessage.ReqHistoricalTicks.self, ["historicalTicksBidAsk"]) {
            ($0.contract, $0.whatToShow, $0.numberOfTicks) = (.aapl, "BID_ASK", 100)
            $0.endDateTime = "20260105 10:00:00 US/Eastern"
        },
        request(ClientMessage.ReqHistoricalTicks.self, ["historicalTicks"]) {
            ($0.contract, $0.whatToShow, $0.numberOfTicks) = (.euro, "MIDPOINT", 100)
            $0.startDateTime = "20260105-14:00:00"
        },
    ]

    private static let reference = [
        request(ClientMessage.ReqContractDetails.self, ["contractDetails", "contractDetailsEnd"]) {
            $0.contract = .aapl
        },
        request(ClientMessage.ReqMatchingSymbols.self, ["symbolSamples"]) { $0.pattern = "AA" },
        request(
            ClientMessage.ReqSecDefOptParams.self,
            ["securityDefinitionOptionParameter", "securityDefinitionOptionParameterEnd"]
        ) { ($0.underlyingSymbol, $0.underlyingSecType, $0.underlyingConId) = ("AAPL", .stock, 265_598) },
        request(ClientMessage.ReqMarketRule.self, ["marketRule"]) { $0.marketRuleId = 26 },
        request(ClientMessage.ReqSmartComponents.self, ["smartComponents"]) { $0.bboExchange = "9c0001" },
        request(ClientMessage.ReqMktDepthExchanges.self, ["mktDepthExchanges"]),
        request(ClientMessage.ReqScannerParameters.self, ["scannerParameters"]),
        request(ClientMessage.ReqScannerSubscription.self, ["scannerData"]) {
            $0.subscription.instrument = "STK"
            $0.subscription.locationCode = "STK.US.MAJOR"
            $0.subscription.scanCode = "MOST_ACTIVE"
        },
    ]

    private static let environment = [
        request(ClientMessage.ReqCurrentTime.self, ["currentTime"]),
        request(ClientMessage.ReqCurrentTimeInMillis.self, ["currentTimeInMillis"]),
        request(ClientMessage.ReqNewsProviders.self, ["newsProviders"]),
        request(ClientMessage.ReqHistoricalNews.self, ["historicalNewsEnd"]),
        request(ClientMessage.ReqFamilyCodes.self, ["familyCodes"]),
        request(ClientMessage.ReqSoftDollarTiers.self, ["softDollarTiers"]),
        request(ClientMessage.ReqUserInfo.self, ["userInfo"]),
        request(ClientMessage.QueryDisplayGroups.self, ["displayGroupList"]),
        request(ClientMessage.SubscribeToGroupEvents.self, ["displayGroupUpdated"]),
        request(ClientMessage.RequestFA.self, ["error"]),
    ].filter { type(of: $0.1.payload).since <= 200 }
}
