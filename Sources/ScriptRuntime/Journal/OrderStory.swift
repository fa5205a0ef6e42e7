internal import Notation
internal import ScriptHost
internal import Store
internal import TWSWire
internal import Trading

/// Explains the state of an order: one sentence, then the evidence.
struct OrderStory {
    let order: JournalOrder
    /// Its script's file; empty if the journal does not name it.
    let file: String
    let entries: [JournalEntry]
    let calendar: JournalCalendar

    private var ledgerEntry: LedgerEntry? {
        var replay = OrderReplay()
        for entry in entries { replay.take(entry.record.event) }
        return replay.entry
    }

    /// Whether the journal does not show what happened to it: it may have left, and TWS has not mentioned it.
    var isUnknown: Bool {
        guard let entry = ledgerEntry else { return true }
        return entry.outcome == nil && !entry.isAcknowledged
    }

    /// What happened to the order and why, in one sentence.
    var sentence: String {
        guard let entry = ledgerEntry else { return "order \(order.orderId): the journal cannot be read" }
        return HostEvent.label(of: entry) + " " + fate(of: entry)
            + (order.isReleased ? "; a person has released it" : "")
    }

    private func fate(of entry: LedgerEntry) -> String {
        let filled = entry.filled == .zero ? "" : ", \(entry.filled) of it was filled before"
        switch entry.outcome {
        case .filled:
            let commission = entry.commission == 0 ? "" : ", commission \(entry.commission)"
            let price = entry.avgFillPrice.map { " at \($0)" } ?? ""
            return "is filled: \(entry.filled)\(price)\(commission)"
        case .cancelled:
            if entries.contains(where: { if case .expired = $0.record.event { true } else { false } }) {
                return "has expired with its day: TWS no longer lists it\(filled)"
            }
            let ours = entries.contains { if case .cancel = $0.record.event { true } else { false } }
            let reason = entry.error.map { ": error \($0.code) \($0.message)" } ?? ""
            return "is cancelled, \(ours ? "as its script asked" : "by TWS or another client")\(reason)\(filled)"
        case .rejected: return "was rejected" + (entry.error.map { ": error \($0.code) \($0.message)" } ?? "")
        case .notSent: return "never left" + (entry.notices.last.map { ": \($0.message)" } ?? "")
        case nil: break
        }
        guard entry.isAcknowledged else {
            return order.isSent
                ? "was sent, but TWS has not answered: what became of it is not known"
                : "was about to be sent when the journal ends: whether it was sent is not known"
        }
        let held = entry.whyHeld.isEmpty ? "" : ", held: \(entry.whyHeld)"
        return "is working: \(entry.status.text), filled \(entry.filled)\(held)"
    }

    /// The sentence, then a line for each piece of evidence.
    var text: String {
        var lines = [sentence]
        for entry in entries {
            lines.append("  " + JournalLine(entry: entry, calendar: calendar).text)
            guard case .intent(let orderId, let contract, let terms) = entry.record.event else { continue }
            let line = entry.record.line.map { ":\($0)" } ?? ""
            lines.append("    placed by \(file.isEmpty ? entry.record.scriptName : file)\(line)")
            lines.append("    checked against the limits of its script: nothing forbids it")
            lines.append("    sent as \(wire(orderId, contract, terms))")
        }
        return lines.map { EscapedText.of($0) + "\n" }.joined()
    }

    var json: String {
        var line = JSONLine()
        line.add("orderId", order.orderId)
        line.add("reference", order.reference)
        line.add("permId", order.permId == 0 ? nil : order.permId)
        line.add("clientId", order.clientId)
        line.add("run", order.run)
        line.add("script", order.scriptName)
        line.add("file", file.isEmpty ? nil : file)
        line.add("state", isUnknown ? "Unknown" : order.state)
        line.add("sentence", sentence)
        let evidence = entries.map { JournalLine(entry: $0, calendar: calendar).json }
        line.add("evidence", json: "[" + evidence.joined(separator: ",") + "]")
        return line.text
    }

    private func wire(_ orderId: Int, _ contract: Contract, _ terms: Order) -> String {
        var place = ClientMessage.PlaceOrder()
        (place.orderId, place.contract, place.order) = (orderId, contract, terms)
        return MessageJSON.shortText(place)
    }
}
