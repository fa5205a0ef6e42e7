/// Which requests, other than orders, a script may send, either raw or through a function of the host.
///
/// A request that is not listed is closed, so a request added by a later protocol opens only after somebody has
/// considered it.
package enum RequestPolicy {
    /// The rule for a request.
    package enum Rule: Sendable, Hashable {
        /// A script may send it.
        case open
        /// No script may send it; the text says what to use instead.
        case closed(String)
    }

    /// Returns the rule for a request by its official name.
    package static func rule(for name: String) -> Rule {
        if let reason = closed[name] { return .closed(reason) }
        return open.contains(name) ? .open : .closed("it is not open to scripts")
    }

    /// Why the request is refused; `nil` if it is open.
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
        // Historical data.
        "reqHistoricalData", "cancelHistoricalData", "reqHistoricalTicks", "cancelHistoricalTicks", "reqHeadTimeStamp",
        "cancelHeadTimeStamp", "reqHistogramData", "cancelHistogramData",
        // Instruments.
        "reqContractDetails", "cancelContractData", "reqMatchingSymbols", "reqSecDefOptParams", "reqMarketRule",
        "reqScannerParameters", "reqScannerSubscription", "cancelScannerSubscription", "reqFundamentalData",
        "cancelFundamentalData",
        // News and events.
        "reqNewsBulletins", "cancelNewsBulletins", "reqNewsProviders", "reqNewsArticle", "reqHistoricalNews",
        "reqWshMetaData", "cancelWshMetaData", "reqWshEventData", "cancelWshEventData",
        // Reading accounts and orders.
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
    /// The requests with a rule of their own.
    static var listed: Set<String> { open.union(closed.keys) }
}
