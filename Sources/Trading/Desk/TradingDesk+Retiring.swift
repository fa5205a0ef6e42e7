internal import TWSWire

extension TradingDesk {
    /// What happens to a script's working orders when it ends.
    package struct Retirement: Sendable {
        /// The orders that were still working, oldest first.
        package var working: [LedgerEntry]
        /// The ids of those that are being cancelled.
        package var cancelled: Set<Int>
        /// The actions to take.
        package var actions: [DeskAction]
    }

    /// Retires a script that has ended: treats its orders as its header says, and lets nothing new be sent.
    package mutating func retire(_ script: ScriptID, at now: RunInstant) -> Retirement {
        let working = ledger.working(of: script.number)
        let doomed = Set(working.filter { $0.otherClient == nil && isCancelledAtEnd($0, script) }.map(\.orderId))
        var actions: [DeskAction] = []
        if connection != nil {
            for orderId in working.map(\.orderId) where doomed.contains(orderId) {
                actions += submit(.cancel(orderId: orderId), of: script, at: now).actions
            }
        }
        seats[script.number].isRetired = true
        return Retirement(working: working, cancelled: connection == nil ? [] : doomed, actions: actions)
    }

    /// Whether every order that the script's end cancelled is done.
    package func isSettled(_ orderIds: Set<Int>) -> Bool {
        orderIds.allSatisfy { ledger[$0]?.outcome != nil }
    }

    private func isCancelledAtEnd(_ entry: LedgerEntry, _ script: ScriptID) -> Bool {
        switch seats[script.number].onStop {
        case .leave: false
        case .cancelAll: true
        case .cancelEntries: entry.order.parentId == 0 && !isReducing(entry, script)
        }
    }

    private func isReducing(_ entry: LedgerEntry, _ script: ScriptID) -> Bool {
        isReducing(entry.contract, entry.order, script)
    }

    /// Whether the order can only reduce the script's own position.
    func isReducing(_ contract: Contract, _ order: Order, _ script: ScriptID) -> Bool {
        let held = position(of: contract, script)
        let isBuy = order.action == .buy
        guard held != .zero, (held < .zero) == isBuy, let quantity = order.totalQuantity else { return false }
        return quantity <= (held < .zero ? -held : held)
    }
}
