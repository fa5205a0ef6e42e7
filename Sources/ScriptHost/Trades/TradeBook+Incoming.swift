internal import LuaBridge
internal import TWSWire
internal import Trading

/// Incoming reports: the desk reports what happened to an order, and the script hears of it.
extension TradeBook {
    /// The longest wait for the commissions of an order that is done, in seconds.
    private static let commissionPatience = 5.0
    /// The longest wait for the error that says why an order was rejected, in seconds.
    private static let reasonPatience = 1.0

    /// Applies what the desk now knows; the script hears of it in ``notify(_:)``.
    func apply(_ news: [ScriptEvent.OrderNews]) {
        for news in news {
            if let trade = self[news.entry.orderId] { trade.snapshot = news.snapshot } else { takeIn(news.snapshot) }
            touch()
        }
    }

    /// Delivers changes to the script's handlers and waits.
    func notify(_ news: [ScriptEvent.OrderNews]) {
        for news in news {
            guard let trade = self[news.entry.orderId] else { continue }
            for change in news.changes { notify(trade, change) }
            mind(trade)
        }
    }

    private func notify(_ trade: Trade, _ change: LedgerChange) {
        switch change {
        case .status, .unknown:
            let word = trade.snapshot.statusText
            trade.note(.status(OrderStatus(word)))
            trade.emit(.status, [.string(word), .object(trade)])
        case .fill(_, let index):
            let fill = TradeFill(trade: trade, index: index)
            trade.note(.fill(fill.traded))
            trade.emit(.fill, [.object(fill), .object(trade)])
            if session.hub.wantsFills {
                session.hub.emit(EventHub.fillEvent, .values([.object(fill), .object(trade)]))
            }
            settle(trade)
        case .corrected(_, let index):
            let fill = TradeFill(trade: trade, index: index)
            trade.note(.corrected(fill.traded))
            trade.emit(.correction, [.object(fill), .object(trade)])
            settle(trade)
        case .commission(_, let index):
            trade.emit(.commission, [.object(TradeFill(trade: trade, index: index)), .object(trade)])
            settle(trade)
        case .done:
            trade.owesEnd = true
            settle(trade)
        case .notice(_, let notice):
            if OrderLedger.answersCancel(notice.code) { trade.isCancelling = false }
            trade.note(.notice(notice))
            let payload = LuaValue.table([("code", .integer(notice.code)), ("message", .string(notice.message))])
            trade.emit(.error, [payload, .object(trade)])
            settle(trade)
        // The last part of a combination's end is a leg's.
        case .leg, .legChanged: settle(trade)
        case .reconciliationNeeded, .alarm: break
        }
    }

    /// Ends the waits of a trade that is done, or allows time for what belongs to its end.
    private func settle(_ trade: Trade) {
        guard let outcome = trade.entry.outcome else { return }
        if trade.isSettled {
            if let timer = trade.patience { session.timers.cancel(timer) }
            trade.patience = nil
            trade.settle()
        } else if trade.patience == nil {
            let awaitsFills = outcome == .filled || !trade.snapshot.isSettled
            let seconds = awaitsFills ? Self.commissionPatience : Self.reasonPatience
            trade.patience = session.timers.startTimeout(after: seconds) { [unowned self] in
                trade.hasWaited = true
                if awaitsFills {
                    session.log("\(trade.label): its executions and commissions were not all reported within 5 s")
                }
                trade.settle()
            }
        }
    }
}
