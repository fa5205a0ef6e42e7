package import TWSSession

/// Makes the connections of a run: over a socket, in memory, or straight to an exchange.
package protocol LinkProvider: AnyObject {
    /// Begins to connect; the handler hears what becomes of it, never from within this call.
    func connect(to endpoint: Endpoint, handler: any ClientHandler) -> any ClientLink
}
