internal import TWSWire

extension RequestTable {
    /// Contracts and lists about them.
    static let reference: [RequestRow] = [
        RequestRow(ClientMessage.ReqContractDetails.self) { $0.sendContractDetails($1, $2) },
        RequestRow(ClientMessage.ReqMatchingSymbols.self) { $0.sendMatches($1, $2) },
        RequestRow(ClientMessage.ReqSecDefOptParams.self) { $0.sendOptionParameters($1, $2) },
        RequestRow(ClientMessage.ReqMarketRule.self, errorName: "b2") { $0.sendMarketRule($1.marketRuleId, $2) },
        RequestRow(ClientMessage.ReqFundamentalData.self) { $0.sendFundamentals($1, $2) },
        RequestRow(ClientMessage.ReqSmartComponents.self) { $0.reporter.sendSmartComponents($1.reqId, to: $2) },
        RequestRow(ClientMessage.ReqMktDepthExchanges.self) { exchange, _, connection in
            exchange.reporter.sendDepthExchanges(to: connection)
        },
        RequestRow(ClientMessage.ReqScannerParameters.self) { exchange, _, connection in
            exchange.reporter.sendScannerParameters(to: connection)
        },
        RequestRow(
            ClientMessage.ReqScannerSubscription.self,
            duplicate: { _ in Rejection(385, "Duplicate ticker ID for API scanner subscription") }
        ) { $0.startScan($1, $2) },
        .end(ClientMessage.CancelScannerSubscription.self, .scanner, { $0.reqId }) { id in
            Rejection(365, "No scanner subscription found for ticker id:\(id)")
        },
    ]

    /// Clock, user, news, display groups, advisor data.
    ///
    /// News articles and corporate events need subscriptions that a paper account does not have: the errors are those
    /// of TWS, with which clients end such requests (an error 321 leaves ib_async waiting).
    static let environment: [RequestRow] = [
        RequestRow(ClientMessage.ReqCurrentTime.self) { exchange, _, connection in
            exchange.reporter.sendTime(exchange.now, to: connection)
        },
        RequestRow(ClientMessage.ReqCurrentTimeInMillis.self) { exchange, _, connection in
            exchange.reporter.sendTimeInMilliseconds(exchange.now, to: connection)
        },
        RequestRow(ClientMessage.ReqConfig.self) { exchange, request, connection in
            exchange.reporter.sendSettings(exchange.configuration, request.reqId, to: connection)
        },
        RequestRow(ClientMessage.ReqNewsProviders.self) { exchange, _, connection in
            exchange.reporter.sendNewsProviders(to: connection)
        },
        RequestRow(ClientMessage.ReqHistoricalNews.self) { $0.reporter.endNews($1.reqId, to: $2) },
        RequestRow(ClientMessage.ReqFamilyCodes.self) { exchange, _, connection in
            exchange.reporter.sendFamilyCodes(exchange.accounts.codes, to: connection)
        },
        RequestRow(ClientMessage.ReqSoftDollarTiers.self) { $0.reporter.sendSoftDollarTiers($1.reqId, to: $2) },
        RequestRow(ClientMessage.ReqUserInfo.self) { $0.reporter.sendUser($1.reqId, to: $2) },
        RequestRow(ClientMessage.QueryDisplayGroups.self) { $0.reporter.sendGroups($1.reqId, to: $2) },
        RequestRow(ClientMessage.SubscribeToGroupEvents.self) { $0.reporter.sendGroup($1.reqId, "none", to: $2) },
        RequestRow(ClientMessage.UpdateDisplayGroup.self) {
            $0.reporter.sendGroup($1.reqId, $1.contractInfo, to: $2)
        },
        .refused(ClientMessage.RequestFA.self, .noAdvisor, { _ in -1 }),
        .refused(ClientMessage.ReplaceFA.self, .noAdvisor, { $0.reqId }),
        .refused(ClientMessage.ReqNewsArticle.self, .noNewsFeed, { $0.reqId }),
        .refused(ClientMessage.ReqWshMetaData.self, .noNewsFeed, { $0.reqId }),
        .refused(ClientMessage.ReqWshEventData.self, .noNewsFeed, { $0.reqId }),
    ]

    /// Requests that TWS never answers: they end something that was requested, or change nothing that is simulated.
    static let silent: [RequestRow] = [
        .silent(ClientMessage.SetServerLogLevel.self), .silent(ClientMessage.ReqNewsBulletins.self),
        .silent(ClientMessage.CancelNewsBulletins.self), .silent(ClientMessage.UnsubscribeFromGroupEvents.self),
        .silent(ClientMessage.StartApi.self), .silent(ClientMessage.CancelFundamentalData.self),
        .silent(ClientMessage.CancelCalculateImpliedVolatility.self),
        .silent(ClientMessage.CancelCalculateOptionPrice.self), .silent(ClientMessage.CancelWshMetaData.self),
        .silent(ClientMessage.CancelWshEventData.self), .silent(ClientMessage.CancelContractData.self),
        .silent(ClientMessage.CancelHistoricalTicks.self), .silent(ClientMessage.CancelHeadTimeStamp.self),
        .silent(ClientMessage.CancelHistogramData.self),
    ]
}

extension Rejection {
    fileprivate static let noAdvisor = Rejection.invalid(
        "FA data operations ignored for non FA customers.",
        request: "cO"
    )
    fileprivate static let noNewsFeed = Rejection(10276, "News feed is not allowed")
}
