package import TWSWire

extension TradingDesk {
    /// Books a report about an order if it changes nothing that a script, the journal or a round of questions would hear of.
    ///
    /// - Returns: Whether it was booked; otherwise, it must be received as usual.
    package mutating func takeQuietly(_ message: ServerMessage) -> Bool {
        guard canBookQuietly else { return false }
        switch message {
        case .openOrder(let open):
            let contract = open.contract
            guard !open.order.whatIf, open.order.clientId == configuration.clientId, knows(contract) else {
                return false
            }
            return ledger.takeQuietly(open)
        case .orderStatus(let status) where status.clientId == configuration.clientId:
            return ledger.takeQuietly(status)
        default: return false
        }
    }

    /// Does the same for an order that is reported as filled by openOrder and, with this, by orderStatus, both twice.
    package mutating func takeQuietly(
        filled status: ServerMessage.OrderStatus,
        of contract: Contract,
        reference: String
    ) -> Bool {
        guard canBookQuietly, status.clientId == configuration.clientId, knows(contract) else { return false }
        return ledger.takeQuietly(filled: status, of: contract, reference: reference)
    }

    @inline(__always)
    private var canBookQuietly: Bool {
        connection != nil && reconciler.round == nil && reconciler.openOrders.isEmpty
    }

    /// Whether a report that names a contract would teach nothing about it.
    @inline(__always)
    private func knows(_ contract: Contract) -> Bool {
        contract.conId == 0 || knowledge.symbol(of: contract.conId) == contract.symbol
    }
}
