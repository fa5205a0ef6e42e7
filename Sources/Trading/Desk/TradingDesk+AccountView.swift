package import TWSWire

// MARK: The account as TWS reports it

extension TradingDesk {
    /// Records a working order that TWS lists and that is not in the book.
    mutating func noteOther(_ message: ServerMessage) {
        guard reconciler.round != nil, case .openOrder(let open) = message, !open.order.whatIf,
            open.order.account.isEmpty || open.order.account == connection?.account,
            ledger.number(orderId: open.orderId, permId: open.order.permId, reference: open.order.orderRef) == nil
        else { return }
        let number = open.orderId == 0 ? -open.order.permId : open.orderId
        reconciler.round?.others[number] =
            open.orderState.status.isFinal
            ? nil : OtherOrder(number: number, contract: open.contract, order: open.order)
    }

    /// Takes over the account data of a complete round, which holds until the next one.
    mutating func noteAccount(_ round: ReconciliationRound) {
        var positions: [InstrumentKey: NetPosition] = [:]
        for (key, quantity) in round.positions {
            let contract = round.contracts[key] ?? Contract()
            positions[key] = NetPosition(contract: contract, quantity: quantity)
        }
        reconciler.account = AccountView(
            positions: positions,
            nets: reconciler.executions.nets,
            others: round.others
        )
    }

    /// The position and working orders of the account in an instrument: as TWS last reported them, updated by later
    /// executions. Before the first report, those of the run.
    package func exposure(in contract: Contract) -> Exposure {
        let key = InstrumentKey(contract)
        var exposure = Exposure()
        if let account = reconciler.account {
            let moved = (reconciler.executions.nets[key] ?? .zero) - (account.nets[key] ?? .zero)
            exposure.position = (account.positions[key]?.quantity ?? .zero) + moved
            for other in account.others.values where InstrumentKey(other.contract) == key {
                exposure.add(other.order.action, other.remaining)
            }
        } else {
            for position in ledger.positions.all(of: nil) where InstrumentKey(position.contract) == key {
                exposure.position = exposure.position + position.quantity
            }
        }
        for entry in ledger.working where InstrumentKey(entry.contract) == key {
            exposure.add(entry.order.action, entry.remaining)
        }
        return exposure
    }

    /// The account's positions as TWS last reported them.
    package var accountPositions: [NetPosition] {
        (reconciler.account?.positions ?? [:]).sorted { $0.key.text < $1.key.text }.compactMap { key, position in
            let held = exposure(in: position.contract).position
            return held == .zero ? nil : NetPosition(contract: position.contract, quantity: held)
        }
    }
}
