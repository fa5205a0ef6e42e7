internal import TWSWire
internal import Trading

extension ScriptSession {
    /// Shows an error of TWS that is for this script, unless a function of the script is about to raise it.
    ///
    /// Notices of data farms that work are left out; the script sees every one in `on("error")`.
    func reportError(_ message: ServerMessage) {
        guard case .error(let error) = message, !requests.owns(error.reqId), !quotes.awaits(error.reqId),
            !bars.owns(error.reqId), !streams.owns(error.reqId), !accounts.owns(error.reqId),
            let event = HostEvent(error, isOfOrder: book.trades[error.reqId] != nil)
        else { return }
        emit(.output(event))
    }
}
