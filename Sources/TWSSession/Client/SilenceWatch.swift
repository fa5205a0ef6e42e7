/// Finds out whether a silent peer is still there: probes it after a while, and gives up on it after another.
///
/// A received byte only moves the moment of the last sign of life; if a wake comes too early because of it, the next
/// one is scheduled then. A busy connection thus costs no timers.
struct SilenceWatch {
    /// What to do about the silence.
    enum Step: Equatable {
        case nothing
        /// Send the peer something that it answers at once.
        case probe
        /// Nothing has come for this long: the peer is lost.
        case lost(after: Duration)
    }

    /// How long a peer may be silent before it is probed; `nil` never probes.
    let limit: Duration?
    /// How long the probed peer may be silent.
    static let patience: Duration = .seconds(5)

    private var state = State.off

    private enum State {
        /// The connection is not ready.
        case off
        case listening(since: SessionInstant)
        case asked(at: SessionInstant)
    }

    init(limit: Duration?) { self.limit = limit }

    /// Starts to watch, when the connection is ready.
    mutating func start(at now: SessionInstant) { state = .listening(since: now) }

    /// Notes received bytes.
    mutating func hear(at now: SessionInstant) {
        if case .off = state { return }
        state = .listening(since: now)
    }

    /// When ``wake(at:)`` has something to check; `nil` for never.
    var due: SessionInstant? {
        guard let limit else { return nil }
        switch state {
        case .off: return nil
        case .listening(let since): return since + limit
        case .asked(let moment): return moment + Self.patience
        }
    }

    /// Checks the silence so far.
    mutating func wake(at now: SessionInstant) -> Step {
        guard let limit, let due, now >= due else { return .nothing }
        if case .asked = state { return .lost(after: limit + Self.patience) }
        state = .asked(at: now)
        return .probe
    }
}
