package import TWSWire

extension TradingDesk {
    /// Books a report about an order if it changes nothing that a script, the journal or a round of questions would hear of.
    ///
    /// - Returns: Whether it was booked; otherwise, it must be received as usual.
    package mutating func takeQuietly(_ message: ServerMessage) -> Bool {
        guard connection != nil, reconciler.round == nil, reconciler.openOrders.isEmpty else { return false }
        switch message {
        case .openOrder(let open):
            let contract = open.contract
            guard !open.order.whatIf, open.order.clientId == configuration.clientId,
                contract.conId == 0 || knowledge.symbol(of: contract.conId) == contract.symbol
            else { return false }
            return ledger.takeQuietly(open)
        case .orderStatus(let status) where status.clientId == configuration.clientId:
            return ledger.takeQuietly(status)
        default: return false
        }
    }
}
