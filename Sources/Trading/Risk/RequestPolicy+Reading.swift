internal import TWSWire

extension RequestPolicy {
    /// Why a script may not send the request: it costs money, or its header does not permit it.
    static func denial(for message: ClientMessage, _ reading: ReadPermissions) -> Denial? {
        switch message {
        case .reqMktData(let request) where request.regulatorySnapshot && !reading.regulatorySnapshots:
            closed("regulatorySnapshot: each costs money", "regulatory_snapshots = true")
        case .reqPositions, .reqPositionsMulti:
            reading.positions ? nil : closed("positions are closed to this script", "positions = true")
        case .reqAccountUpdates, .reqAccountUpdatesMulti, .reqAccountSummary, .reqPnL, .reqPnLSingle:
            reading.account ? nil : closed("values of the account are closed to this script", "account = true")
        default: nil
        }
    }

    private static func closed(_ what: String, _ key: String) -> Denial {
        Denial(code: .read, message: what, limit: nil, remedy: "set \(key) in [read]")
    }
}

extension RiskGate {
    /// Whether the script may hear a message: nothing about other accounts, and nothing about other clients' orders
    /// unless its header permits it.
    func mayHear(_ message: ServerMessage, account: String, clientId: Int) -> Bool {
        func isOwn(_ name: String) -> Bool { name.isEmpty || name == account }
        switch message {
        case .position(let position): return isOwn(position.account) && reading.positions
        case .accountSummary(let row): return isOwn(row.account) || row.account == "All"
        case .updatePortfolio(let row): return isOwn(row.accountName)
        case .updateAccountValue(let value): return isOwn(value.accountName)
        case .execDetails(let details):
            guard isOwn(details.execution.acctNumber) else { return false }
            return details.execution.clientId == clientId || readsOthers
        case .openOrder(let open):
            guard isOwn(open.order.account) else { return false }
            return open.order.clientId == clientId || readsOthers
        case .orderStatus(let status): return status.clientId == clientId || readsOthers
        default: return true
        }
    }

    private var readsOthers: Bool { reading.otherOrders || permissions?.scope == .account }
}
