internal import LuaBridge
internal import TWSWire
internal import Trading

/// What comes back: messages are booked, shown, and brought to the script.
extension OrderDesk {
    /// Longest wait for the commissions of an order that is done, in seconds.
    private static let commissionPatience = 5.0
    /// Longest wait for the error that tells why an order was rejected, in seconds.
    private static let reasonPatience = 1.0

    /// Books a message and shows what it changed; the script hears of it in ``notify(_:)``.
    func apply(_ message: ServerMessage) -> [LedgerChange] {
        learnSymbol(message)
        let changes = ledger.receive(message)
        if !changes.isEmpty { self.changes += 1 }
        for change in changes { show(change) }
        return changes
    }

    /// Learns which symbol a conId stands for: TWS names both.
    private func learnSymbol(_ message: ServerMessage) {
        let contract: Contract
        switch message {
        case .contractDetails(let details): contract = details.contractDetails.contract
        case .openOrder(let report): contract = report.contract
        default: return
        }
        if contract.conId != 0 { symbols[contract.conId] = contract.symbol }
    }

    /// The runtime could not send an order: it is over before it began.
    func refused(_ orderId: Int, code: Int?, message: String) {
        guard ledger[orderId]?.outcome == nil else { return }
        session.emit(.output(.error(code: code, message: message, id: orderId)))
        let changes = ledger.refused(orderId: orderId, code: code, message: message)
        self.changes += 1
        for change in changes { show(change) }
        notify(changes)
    }

    private func show(_ change: LedgerChange) {
        switch change {
        case .status(let orderId): if let entry = ledger[orderId] { session.emit(.output(.status(of: entry))) }
        case .fill(let orderId, let index):
            if let fill = ledger[orderId]?.fills[index] { session.emit(.output(.fill(fill, orderId: orderId))) }
        case .corrected(let orderId, let index):
            guard let execution = ledger[orderId]?.fills[index].execution else { return }
            let shares = execution.shares ?? .zero
            session.log("order \(orderId): execution corrected: \(shares) at \(execution.price) (\(execution.execId))")
        case .commission(let orderId, let index):
            guard let fill = ledger[orderId]?.fills[index], let commission = fill.commission else { return }
            session.emit(.output(.commission(commission, of: fill, orderId: orderId)))
        case .alarm(let orderId, let message): session.log("order \(orderId): \(ShownText.of(message))")
        case .done, .leg, .legChanged, .notice, .reconciliationNeeded, .unknown: break
        }
    }

    /// Brings changes to the script's handlers and waits.
    func notify(_ changes: [LedgerChange]) {
        for change in changes { notify(change) }
    }

    private func notify(_ change: LedgerChange) {
        switch change {
        case .status(let orderId):
            guard let trade = trades[orderId], let status = trade.entry?.status else { return }
            trade.note(status.text)
            trade.emit(.status, [.string(status.text), .object(trade)])
        case .fill(let orderId, let index):
            guard let trade = trades[orderId] else { return }
            let fill = TradeFill(orderId: orderId, index: index, desk: self)
            trade.note("filled \(fill.text(of: "shares")) at \(fill.text(of: "price"))")
            trade.emit(.fill, [.object(fill), .object(trade)])
            session.hub.emit("fill", .values([.object(fill), .object(trade)]))
            settle(trade)
        case .corrected(let orderId, let index):
            guard let trade = trades[orderId] else { return }
            let fill = TradeFill(orderId: orderId, index: index, desk: self)
            trade.note("execution corrected: \(fill.text(of: "shares")) at \(fill.text(of: "price"))")
            trade.emit(.correction, [.object(fill), .object(trade)])
        case .commission(let orderId, let index):
            guard let trade = trades[orderId] else { return }
            trade.emit(.commission, [.object(TradeFill(orderId: orderId, index: index, desk: self)), .object(trade)])
            settle(trade)
        case .done(let orderId):
            guard let trade = trades[orderId] else { return }
            trade.emit(.done, [.object(trade)])
            settle(trade)
        case .notice(let orderId, let notice):
            guard let trade = trades[orderId] else { return }
            trade.note("\(notice.code): \(ShownText.of(notice.message))")
            let payload = LuaValue.table([("code", .integer(notice.code)), ("message", .string(notice.message))])
            trade.emit(.error, [payload, .object(trade)])
            settle(trade)
        case .leg(let orderId, _), .legChanged(let orderId, _):
            if let trade = trades[orderId] { settle(trade) }
        case .alarm, .unknown: break
        case .reconciliationNeeded:
            ledger.beginReconciliation()
            session.emit(.send(.reqOpenOrders(.init())))
        }
    }

    /// Ends the waits of a trade that is done, or gives what belongs to its end time to come.
    private func settle(_ trade: Trade) {
        guard let entry = trade.entry, entry.outcome != nil else { return }
        if trade.isSettled {
            if let timer = trade.patience { session.timers.cancel(timer) }
            trade.patience = nil
            trade.settle()
        } else if trade.patience == nil {
            let awaitsFills = entry.outcome == .filled || !entry.isSettled
            let seconds = awaitsFills ? Self.commissionPatience : Self.reasonPatience
            trade.patience = session.timers.start(after: seconds) { [unowned self] in
                trade.hasWaited = true
                if awaitsFills {
                    session.log("\(trade.label): its executions and commissions were not all reported within 5 s")
                }
                trade.settle()
            }
        }
    }
}
