package import TWSSession

/// Makes the connections of a run: over a socket, in memory, or straight to an exchange.
package protocol LinkProvider: AnyObject {
    /// Starts to connect; the handler hears of the outcome, never from within this call.
    func connect(to endpoint: Endpoint, handler: any ClientHandler) -> any ClientLink
}
