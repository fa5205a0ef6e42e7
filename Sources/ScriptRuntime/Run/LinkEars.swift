internal import TWSSession
internal import TWSWire

/// Passes what a connection reports to the run; what an earlier connection still reports is dropped.
///
/// Retains the run until its connection has ended: a weak reference would cost every message more than its way to the
/// run.
final class LinkEars: ClientHandler {
    private let coordinator: RunCoordinator
    private let number: Int

    /// Makes the handler for the run's connection with this number.
    init(_ coordinator: RunCoordinator, number: Int) {
        self.coordinator = coordinator
        self.number = number
    }

    func ready(_ ready: ClientSession.Ready) { take(.ready(ready)) }

    func receive(_ message: ServerMessage) {
        if coordinator.connectionNumber == number { coordinator.take(message) }
    }

    func reconcile(_ reason: String) { take(.note(reason)) }

    func note(_ text: String) { take(.note(text)) }

    func simulator(_ notice: SimulatorNotice) { take(.simulator(notice)) }

    func held(_ requestId: Int) { take(.held(requestId)) }

    func left(_ requestId: Int) { take(.left(requestId)) }

    func failed(_ error: SessionError) { take(.failed(error)) }

    func closed(_ error: SessionError?) { take(.closed(error)) }

    private func take(_ event: RunEvent) {
        if coordinator.connectionNumber == number { coordinator.take(event) }
    }
}
