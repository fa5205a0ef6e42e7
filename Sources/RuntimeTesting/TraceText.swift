package import ScriptHost
package import TWSWire
internal import Trading

extension ClientMessage {
    /// The name and the number, as a ``RunTrace`` shows them: `placeOrder 1`.
    package var traceText: String {
        switch self {
        case .placeOrder(let place): "\(name) \(place.orderId)"
        case .cancelOrder(let cancel): "\(name) \(cancel.orderId)"
        default: requestId.map { "\(name) \($0)" } ?? name
        }
    }
}

extension ServerMessage {
    /// The name and the number, as a ``RunTrace`` shows them: `orderStatus 1`.
    package var traceText: String {
        switch self {
        case .orderStatus(let status): "\(name) \(status.orderId)"
        case .openOrder(let open): "\(name) \(open.orderId)"
        case .execDetails(let details): "\(name) \(details.execution.orderId)"
        default: requestId.map { "\(name) \($0)" } ?? name
        }
    }
}

extension ScriptEvent {
    /// The kind of event with its distinguishing parts, as a ``RunTrace`` shows it.
    package var traceText: String {
        switch self {
        case .started(let facts): "started \(facts.account)"
        case .message(let message, let news, let isShared):
            "message \(message.traceText)" + (isShared ? " shared" : "") + news.map(\.traceText).joined()
        case .order(let news): "order \(news.entry.orderId)\(news.traceText)"
        case .requestHeld(let id): "held \(id)"
        case .requestLeft(let id): "left \(id)"
        case .requestFailed(let id, let message): "requestFailed \(id): \(message)"
        case .timer(let timer): "timer \(timer.rawValue)"
        case .continueSlice: "continueSlice"
        case .disconnected(let reason): "disconnected: \(reason)"
        case .connected(let facts): "connected \(facts.account)"
        case .reconciled: "reconciled"
        case .learned: "learned"
        case .stalled: "stalled"
        case .released: "released"
        case .resumed(let gap): "resumed \(gap.cause) \(gap.seconds)"
        case .flattened(let text): "flattened \(text)"
        case .typed(let entry): "typed \(entry)"
        case .stopRequested(let request): "stop \(request)"
        }
    }
}

extension ScriptEvent.OrderNews {
    fileprivate var traceText: String { " [" + changes.map(\.traceText).joined(separator: " ") + "]" }
}

extension LedgerChange {
    fileprivate var traceText: String {
        switch self {
        case .status: "status"
        case .fill: "fill"
        case .leg: "leg"
        case .legChanged: "legChanged"
        case .corrected: "corrected"
        case .commission: "commission"
        case .done: "done"
        case .notice: "notice"
        case .unknown: "unknown"
        case .alarm: "alarm"
        case .reconciliationNeeded: "reconciliationNeeded"
        }
    }
}
