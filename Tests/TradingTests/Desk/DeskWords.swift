import TWSWire

@testable import Trading

/// Verdicts, actions and records in a few words, so that tables can name them.
extension Verdict {
    var words: String {
        switch self {
        case .placed(let entries): "placed \(entries.map(\.value.orderId))"
        case .known(let entries): "known \(entries.map(\.value.orderId))"
        case .needs: "needs"
        case .orders(let entries): "orders \(entries.map(\.value.orderId))"
        case .holdings(let holdings): "holdings \(holdings.count)"
        case .modified(let entry): "modified \(entry.value.orderId)"
        case .cancelling(let ids): "cancelling \(ids)"
        case .requested(let id): "requested \(id.map { "\($0)" } ?? "without number")"
        case .denied(let denial): "denied \(denial.code.rawValue)"
        case .impossible(let obstacle): "impossible \(obstacle.code.rawValue)"
        }
    }
}

extension DeskAction {
    var words: String {
        switch self {
        case .journal(let record): "journal \(record.event.words)"
        case .send(.placeOrder(let place)): "send placeOrder \(place.orderId)"
        case .send(.cancelOrder(let cancel)): "send cancelOrder \(cancel.orderId)"
        case .send(let message): "send \(message.name)" + (message.requestId.map { " \($0)" } ?? "")
        case .takeBack(let orderId, _): "take back \(orderId)"
        case .tell(let script, .order(let order, _)): "tell \(script.number) of order \(order.value.orderId)"
        case .tell(let script, .requestFailed(let id, _)): "tell \(script.number) that \(id) failed"
        case .tell(let script, .watched(let order, _)): "tell \(script.number) of other order \(order.value.orderId)"
        case .alarm(_, let orderId): "alarm \(orderId ?? 0)"
        case .note(let text): "note \(text)"
        case .wakeAt(let moment): "wake at \(moment.nanoseconds / 1_000_000_000)"
        case .reconciled: "reconciled"
        case .learned: "learned"
        }
    }

    /// What leaves, or may leave, with the action.
    var message: ClientMessage? {
        switch self {
        case .send(let message), .takeBack(_, let message): message
        case .journal, .tell, .alarm, .note, .wakeAt, .reconciled, .learned: nil
        }
    }
}

extension JournalRecord.Event {
    var words: String {
        switch self {
        case .intent(let orderId, _, _): "intent \(orderId)"
        case .modification(let orderId, _, _): "modification \(orderId)"
        case .cancel(let orderId): "cancel \(orderId)"
        case .notSent(let orderId, _): "not sent \(orderId)"
        case .sent(let orderId): "sent \(orderId)"
        case .notModified(let orderId, _): "not modified \(orderId)"
        case .notCancelled(let orderId, _): "not cancelled \(orderId)"
        case .runStarted(let run): "run of \(run.account)"
        case .scriptStarted(let name, _, _): "script \(name)"
        case .scriptEnded(let name, let exitCode): "script \(name) ended \(exitCode)"
        case .runEnded(let exitCode): "run ended \(exitCode)"
        case .adopted(let orderId, let reference): "adopted \(orderId) \(reference)"
        case .expired(let orderId): "expired \(orderId)"
        case .released(let reference): "released \(reference)"
        case .haltChanged(let state, _, _): "halt \(state)"
        case .gap: "gap"
        case .denial(let denial): "denial \(denial.code.rawValue)"
        case .message(let message): "message \(message.name)"
        case .connected(let accounts): "connected \(accounts)"
        case .disconnected(let reason): "disconnected: \(reason)"
        case .alarm(_, let orderId): "alarm \(orderId ?? 0)"
        }
    }
}
