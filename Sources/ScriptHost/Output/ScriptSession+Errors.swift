internal import TWSWire
internal import Trading

extension ScriptSession {
    /// Shows an error from TWS that concerns this script, unless a function of the script is about to raise it.
    ///
    /// Notices about working data farms are left out; the script sees all of them in `on("error")`.
    func reportError(_ message: ServerMessage) {
        guard case .error(let error) = message, !requests.owns(error.reqId), !quotes.awaits(error.reqId),
            !bars.owns(error.reqId), !streams.owns(error.reqId), !accounts.owns(error.reqId),
            let event = HostEvent(error, isOfOrder: book[error.reqId] != nil)
        else { return }
        emit(.output(event))
    }
}
