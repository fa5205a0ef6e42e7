/// Requests that a script may not send as they are, with what to use instead.
enum RawRule {
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

    /// Why the request is closed; `nil` if it is open.
    static func reason(_ name: String) -> String? { closed[name] }
}
