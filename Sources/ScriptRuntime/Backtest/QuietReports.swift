internal import ScriptHost
internal import SimExchange
internal import TWSWire

/// Takes the reports about orders that nobody hears of, before they become messages of the run.
///
/// The exchange reports a filled order three times, as TWS does. What a script can see of that are the changes.
final class QuietReports {
    private let coordinator: RunCoordinator
    private let session: ScriptSession
    /// The number of reports taken.
    private(set) var count = 0

    /// Creates it for a run's script, which runs in the run's own process.
    init(_ coordinator: RunCoordinator, _ session: ScriptSession) {
        (self.coordinator, self.session) = (coordinator, session)
    }

    /// Takes a report if it changes nothing that anybody hears of; otherwise, it must come as a message.
    func take(_ message: ServerMessage) -> Bool {
        switch message {
        case .openOrder, .orderStatus: break
        default: return false
        }
        guard session.misses(message), coordinator.takeQuietly(message) else { return false }
        count += 1
        return true
    }

    /// Does the same for all that is reported about a filled order, whose messages then need not be made.
    func take(_ order: FilledOrder) -> Bool {
        guard session.missesOrderReports, coordinator.takeQuietly(order) else { return false }
        count += 4
        return true
    }
}
