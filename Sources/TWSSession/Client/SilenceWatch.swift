/// Finds out whether a peer that says nothing is still there: asks it after a while, and gives it up after another.
///
/// A byte only moves the moment of the last sign of life; when a wake comes too early because of it, the next one is
/// asked for then. So a busy connection costs no timers.
struct SilenceWatch {
    /// What is to be done about the silence.
    enum Step: Equatable {
        case nothing
        /// Ask the peer something that it answers at once.
        case probe
        /// Nothing has come for so long: the peer is lost.
        case lost(after: Duration)
    }

    /// How long a peer may be silent before it is asked; `nil` never asks.
    let limit: Duration?
    /// How long the asked peer may be silent.
    static let patience: Duration = .seconds(5)

    private var state = State.off

    private enum State {
        /// The connection is not ready.
        case off
        case listening(since: SessionInstant)
        case asked(at: SessionInstant)
    }

    init(limit: Duration?) { self.limit = limit }

    /// Begins to watch, when the connection is ready.
    mutating func start(at now: SessionInstant) { state = .listening(since: now) }

    /// Bytes have come.
    mutating func hear(at now: SessionInstant) {
        if case .off = state { return }
        state = .listening(since: now)
    }

    /// When ``wake(at:)`` has something to look at; `nil` for never.
    var due: SessionInstant? {
        guard let limit else { return nil }
        switch state {
        case .off: return nil
        case .listening(let since): return since + limit
        case .asked(let moment): return moment + Self.patience
        }
    }

    /// Looks at the silence so far.
    mutating func wake(at now: SessionInstant) -> Step {
        guard let limit, let due, now >= due else { return .nothing }
        if case .asked = state { return .lost(after: limit + Self.patience) }
        state = .asked(at: now)
        return .probe
    }
}
