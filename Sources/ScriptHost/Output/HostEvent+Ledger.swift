package import TWSWire
package import Trading

/// Events created from the desk's reports.
extension HostEvent {
    /// Creates the event that shows a change of an order to people; `nil` for a change that only the script hears.
    package init?(_ change: LedgerChange, of entry: LedgerEntry) {
        switch change {
        case .status: self = .status(of: entry)
        case .fill(let orderId, let index): self = .fill(entry.fills[index], orderId: orderId)
        case .leg(let orderId, let index): self = .fill(entry.legs[index], orderId: orderId)
        case .corrected(let orderId, let index):
            let execution = entry.fills[index].execution
            let shares = execution.shares ?? .zero
            self = .note(
                "order \(OrderNumber.text(orderId)): execution corrected: "
                    + "\(shares) at \(execution.price) (\(execution.execId))"
            )
        case .commission(let orderId, let index):
            guard let commission = entry.fills[index].commission else { return nil }
            self = .commission(commission, of: entry.fills[index], orderId: orderId)
        case .legChanged(let orderId, let index):
            guard let commission = entry.legs[index].commission else { return nil }
            self = .commission(commission, of: entry.legs[index], orderId: orderId)
        case .unknown(let orderId):
            let reason =
                entry.isAcknowledged || entry.isOfBefore
                ? "TWS lists it neither as open nor as done" : "the connection was lost before TWS acknowledged it"
            self = .alarm(
                message: "its fate is unknown: \(reason); check in TWS whether it is working",
                orderId: orderId
            )
        // This notice comes from this program alone.
        case .notice(let orderId, let notice) where entry.outcome == .notSent && notice.code == 0:
            self = .note("order \(OrderNumber.text(orderId)): \(notice.message)")
        // An alarm is shown on its own; the others are TWS's own messages.
        case .done, .notice, .reconciliationNeeded, .alarm: return nil
        }
    }

    /// Makes what people see of an accepted intent, in order.
    package static func forEachLine(of verdict: Verdict, _ take: (HostEvent) -> Void) {
        switch verdict {
        case .placed(let entries): for entry in entries { take(.placed(terms(of: entry.value))) }
        case .modified(let entry): take(.modified(terms(of: entry.value)))
        case .known(let entries):
            for entry in entries.map(\.value) {
                take(
                    .note("\(label(of: entry)): it already exists under its key, \(entry.statusText); nothing is sent")
                )
            }
        case .needs, .orders, .holdings, .cancelling, .requested, .denied, .impossible: break
        }
    }

    /// `order 7: BUY 100 AAPL MKT`.
    package static func label(of entry: LedgerEntry) -> String {
        "order \(OrderNumber.text(entry.orderId)): " + terms(of: entry).text
    }

    /// Creates the event that shows an error from TWS to people; `nil` for notices that all is well.
    package init?(_ error: ServerMessage.Error, isOfOrder: Bool) {
        let text = error.errorString
        switch error.errorCode {
        case 2104, 2106, 2107, 2108, 2119, 2158, 202: return nil
        case 1100, 1101, 1102: self = .note("TWS: \(text)")
        case let code where OrderLedger.isAdvisory(code):
            self = .note("\(isOfOrder ? "order \(error.reqId)" : "TWS"): \(code) \(text)")
        case let code: self = .error(code: code, message: text, id: error.reqId > 0 ? error.reqId : nil)
        }
    }

    /// Returns the status with the fills of the ledger, or with those that TWS reported while executions have not yet
    /// arrived.
    private static func status(of entry: LedgerEntry) -> HostEvent {
        let ahead = entry.reported.flatMap { $0.filled > entry.filled ? $0 : nil }
        return .status(
            orderId: entry.orderId,
            status: entry.statusText,
            filled: ahead?.filled ?? entry.filled,
            remaining: ahead?.remaining ?? entry.remaining,
            whyHeld: entry.whyHeld
        )
    }

    private static func fill(_ fill: Fill, orderId: Int) -> HostEvent {
        .fill(
            orderId: orderId,
            symbol: fill.contract.symbol,
            instrument: OrderText.shortName(fill.contract),
            side: fill.execution.side.text,
            quantity: fill.execution.shares ?? .zero,
            price: fill.execution.price,
            execId: fill.execution.execId
        )
    }

    private static func commission(_ commission: Double, of fill: Fill, orderId: Int) -> HostEvent {
        .commission(
            orderId: orderId,
            execId: fill.execution.execId,
            commission: commission,
            currency: fill.commissionCurrency,
            realizedPNL: fill.realizedPNL
        )
    }
}
