/// Which requests that are no orders a script may send, raw or through a function of the host.
///
/// What is not listed is closed, so a request that a later protocol adds opens only when somebody has thought about it.
package enum RequestPolicy {
    /// What holds for a request.
    package enum Rule: Sendable, Hashable {
        /// A script may send it.
        case open
        /// No script may send it, with what to use instead.
        case closed(String)
    }

    /// The rule of a request by its official name.
    package static func rule(for name: String) -> Rule {
        if let reason = closed[name] { return .closed(reason) }
        return open.contains(name) ? .open : .closed("it is not open to scripts")
    }

    /// Why the request is refused; `nil` where it is open.
    package static func denial(for name: String) -> Denial? {
        guard case .closed(let reason) = rule(for: name) else { return nil }
        return Denial(code: .requestNotPermitted, message: "not open to scripts", remedy: reason)
    }

    private static let closed = [
        "placeOrder": "use place(contract, order): it checks the permissions",
        "cancelOrder": "use cancel(trade)",
        "reqGlobalCancel": "use cancel_all(): it cancels the orders of this script only",
        "exerciseOptions": "a script may not exercise options",
        "replaceFA": "a script may not change advisor settings",
        "updateConfig": "a script may not change the settings of TWS",
        "updateDisplayGroup": "a script may not change the windows of TWS",
        "setServerLogLevel": "a script may not change the settings of TWS",
        "reqAutoOpenOrders": "a script may not take over orders entered by hand",
        "startApi": "the host has done it",
        "verifyRequest": "the host connects",
        "verifyMessage": "the host connects",
        "verifyAndAuthRequest": "the host connects",
        "verifyAndAuthMessage": "the host connects",
    ]

    private static let open: Set<String> = [
        // Market data.
        "reqMktData", "cancelMktData", "reqMktDepth", "cancelMktDepth", "reqMarketDataType", "reqMktDepthExchanges",
        "reqTickByTickData", "cancelTickByTickData", "reqRealTimeBars", "cancelRealTimeBars", "reqSmartComponents",
        "calculateImpliedVolatility", "cancelCalculateImpliedVolatility", "calculateOptionPrice",
        "cancelCalculateOptionPrice",
        // The past.
        "reqHistoricalData", "cancelHistoricalData", "reqHistoricalTicks", "cancelHistoricalTicks", "reqHeadTimeStamp",
        "cancelHeadTimeStamp", "reqHistogramData", "cancelHistogramData",
        // Instruments.
        "reqContractDetails", "cancelContractData", "reqMatchingSymbols", "reqSecDefOptParams", "reqMarketRule",
        "reqScannerParameters", "reqScannerSubscription", "cancelScannerSubscription", "reqFundamentalData",
        "cancelFundamentalData",
        // News and events.
        "reqNewsBulletins", "cancelNewsBulletins", "reqNewsProviders", "reqNewsArticle", "reqHistoricalNews",
        "reqWshMetaData", "cancelWshMetaData", "reqWshEventData", "cancelWshEventData",
        // Accounts and orders, to read.
        "reqAccountUpdates", "reqAccountUpdatesMulti", "cancelAccountUpdatesMulti", "reqAccountSummary",
        "cancelAccountSummary", "reqPositions", "cancelPositions", "reqPositionsMulti", "cancelPositionsMulti",
        "reqPnL", "cancelPnL", "reqPnLSingle", "cancelPnLSingle", "reqOpenOrders", "reqAllOpenOrders",
        "reqCompletedOrders", "reqExecutions", "reqManagedAccts", "reqFamilyCodes", "requestFA", "reqSoftDollarTiers",
        "reqUserInfo",
        // The session.
        "reqIds", "reqCurrentTime", "reqCurrentTimeInMillis", "reqConfig", "queryDisplayGroups",
        "subscribeToGroupEvents", "unsubscribeFromGroupEvents",
    ]
}

extension RequestPolicy {
    /// The requests that have a rule of their own.
    static var listed: Set<String> { open.union(closed.keys) }
}
