internal import Notation
internal import ScriptHost
internal import TWSWire
internal import Trading

/// An entry of a journal as a line, for display or as a JSON object.
struct JournalLine {
    let entry: JournalEntry
    let calendar: JournalCalendar

    private var record: JournalRecord { entry.record }

    /// The line: `2026-01-05 10:00:00.000 buy-aapl:19 order 1: BUY 100 AAPL MKT, about to leave`.
    var text: String {
        let line = record.line.map { ":\($0)" } ?? ""
        let source = record.scriptName.isEmpty ? "" : " \(record.scriptName)\(line)"
        return "\(calendar.text(record.at))\(source) \(record.event.words)"
    }

    /// The object: where and when, then what.
    var json: String {
        var line = JSONLine()
        line.add("seq", Int(entry.seq))
        line.add("time", record.at)
        line.add("wall", entry.wall)
        line.add("run", record.run.isEmpty ? nil : record.run)
        line.add("clientId", record.clientId)
        line.add("script", record.scriptName.isEmpty ? nil : record.scriptName)
        line.add("line", record.line)
        line.add("reference", record.subjects.first?.reference)
        line.add("event", record.event.name)
        record.event.add(to: &line)
        return line.text
    }
}

extension JournalRecord.Event {
    /// The event's name in JSON.
    var name: String {
        switch self {
        case .runStarted: "runStarted"
        case .scriptStarted: "scriptStarted"
        case .scriptEnded: "scriptEnded"
        case .runEnded: "runEnded"
        case .intent: "intent"
        case .modification: "modification"
        case .cancel: "cancel"
        case .sent: "sent"
        case .notSent: "notSent"
        case .notModified: "notModified"
        case .notCancelled: "notCancelled"
        case .denial: "denial"
        case .message: "message"
        case .adopted: "adopted"
        case .expired: "expired"
        case .released: "released"
        case .haltChanged: "haltChanged"
        case .connected: "connected"
        case .disconnected: "disconnected"
        case .gap: "gap"
        case .alarm: "alarm"
        }
    }

    /// What happened, in words.
    var words: String {
        switch self {
        case .runStarted(let run): "the run begins on account \(run.account) (\(run.mode), ibscript \(run.program))"
        case .scriptStarted(let name, let file, _): "script \(name) begins: \(file)"
        case .scriptEnded(let name, let exitCode): "script \(name) has ended with \(exitCode)"
        case .runEnded(let exitCode): "the run has ended with \(exitCode)"
        case .intent(let orderId, let contract, let order):
            "\(Self.terms(orderId, contract, order)), about to be sent (\(order.orderRef))"
        case .modification(let orderId, let contract, let order):
            "\(Self.terms(orderId, contract, order)), new terms about to be sent"
        case .cancel(let orderId): "order \(orderId): its cancel is about to leave"
        case .sent(let orderId): "order \(orderId) was sent"
        case .notSent(let orderId, let reason): "order \(orderId) was not sent: \(reason)"
        case .notModified(let orderId, let reason): "order \(orderId): its new terms were not sent: \(reason)"
        case .notCancelled(let orderId, let reason): "order \(orderId): its cancel was not sent: \(reason)"
        case .denial(let denial): "denied: \(denial)"
        case .message(let message): "TWS: \(message.words)"
        case .adopted(let orderId, let reference): "order \(orderId) is taken over from an earlier run (\(reference))"
        case .expired(let orderId): "order \(orderId) has expired with its day: TWS no longer lists it"
        case .released(let reference): "released by a person (\(reference))"
        case .haltChanged(let state, let reason, let by): "trading is \(state) by \(by): \(reason)"
        case .connected(let accounts): "connected: \(accounts.joined(separator: ", "))"
        case .disconnected(let reason): "disconnected: \(reason)"
        case .gap(let from, let to): "nothing is known of \(Int(to.seconds - from.seconds)) s"
        case .alarm(let message, let orderId): "alarm" + (orderId.map { " on order \($0)" } ?? "") + ": \(message)"
        }
    }

    private static func terms(_ orderId: Int, _ contract: Contract, _ order: Order) -> String {
        var replay = OrderReplay()
        replay.take(.intent(orderId: orderId, contract: contract, order: order))
        return replay.entry.map(HostEvent.label) ?? "order \(orderId)"
    }

    /// Adds the event's own members; structures have IB's names.
    func add(to line: inout JSONLine) {
        switch self {
        case .runStarted(let run):
            line.add("mode", run.mode)
            line.add("account", run.account)
            line.add("instance", run.instance)
            line.add("version", run.program)
        case .scriptStarted(_, let file, let sha256):
            line.add("file", file)
            line.add("sha256", sha256)
        case .scriptEnded(_, let exitCode), .runEnded(let exitCode): line.add("exitCode", exitCode)
        case .intent(let orderId, let contract, let order), .modification(let orderId, let contract, let order):
            line.add("orderId", orderId)
            line.add("contract", json: MessageJSON.object(contract))
            line.add("order", json: MessageJSON.object(order))
        case .cancel(let orderId), .sent(let orderId), .expired(let orderId): line.add("orderId", orderId)
        case .notSent(let orderId, let reason), .notModified(let orderId, let reason),
            .notCancelled(let orderId, let reason):
            line.add("orderId", orderId)
            line.add("reason", reason)
        case .denial(let denial):
            line.add("code", denial.code.rawValue)
            line.add("message", denial.message)
            line.add("limit", denial.limit)
            line.add("remedy", denial.remedy)
        case .message(let message): line.add("message", json: MessageJSON.text(message.payload))
        case .adopted(let orderId, _): line.add("orderId", orderId)
        case .released: break
        case .haltChanged(let state, let reason, let by):
            line.add("state", state)
            line.add("reason", reason)
            line.add("by", by)
        case .connected(let accounts): line.add("accounts", texts: accounts)
        case .disconnected(let reason): line.add("reason", reason)
        case .gap(let from, let to):
            line.add("from", from)
            line.add("to", to)
        case .alarm(let message, let orderId):
            line.add("message", message)
            line.add("orderId", orderId)
        }
    }
}

extension ServerMessage {
    /// The message in words: what it says about an order.
    fileprivate var words: String {
        switch self {
        case .orderStatus(let status):
            "orderStatus \(status.orderId): \(status.status.text), filled \(status.filled ?? .zero), remaining "
                + "\(status.remaining ?? .zero)"
        case .openOrder(let open): "openOrder \(open.orderId): \(open.orderState.status.text)"
        case .completedOrder(let completed): "completedOrder: \(completed.orderState.status.text)"
        case .execDetails(let details):
            "execDetails \(details.execution.orderId): \(details.execution.side.text) "
                + "\(details.execution.shares ?? .zero) at \(details.execution.price) (\(details.execution.execId))"
        case .commissionAndFeesReport(let report):
            "commissionAndFeesReport \(report.execId): "
                + (report.commissionAndFees.map { "\($0) \(report.currency)" } ?? "not yet known")
        case .error(let error): "error \(error.errorCode) on \(error.reqId): \(error.errorString)"
        default: name
        }
    }
}
