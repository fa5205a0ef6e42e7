internal import TWSWire
internal import Trading

extension ScriptSession {
    /// Shows an error of TWS, unless a function of the script is about to raise it.
    ///
    /// Notices of data farms that work are left out; the script sees every one in `on("error")`.
    func reportError(_ message: ServerMessage) {
        guard case .error(let error) = message, !requests.owns(error.reqId), !quotes.awaits(error.reqId) else { return }
        let text = error.errorString
        switch error.errorCode {
        case 2104, 2106, 2107, 2108, 2119, 2158, 202: break
        case 1100, 1101, 1102: log("TWS: \(text)")
        case let code where OrderLedger.isAdvisory(code):
            let subject = ledger[error.reqId] == nil ? "TWS" : "order \(error.reqId)"
            log("\(subject): \(code) \(text)")
        case let code:
            emit(.output(.error(code: code, message: text, id: error.reqId > 0 ? error.reqId : nil)))
        }
    }
}
