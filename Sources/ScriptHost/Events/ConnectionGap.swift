internal import Notation
package import Trading

/// A time in which nothing got through from TWS or from IB.
package struct ConnectionGap: Sendable, Hashable {
    /// What was lost.
    package enum Cause: Sendable, Hashable {
        /// The connection to TWS.
        case socket
        /// TWS's connection to IB.
        case server
    }

    /// When the gap began, by the run's clock.
    package var from: RunInstant
    /// When everything was available and read again.
    package var to: RunInstant
    /// The length of the gap in seconds, regardless of clock changes meanwhile.
    package var seconds: Double
    /// What was lost.
    package var cause: Cause
    /// Whether streams of market data had to be requested again; otherwise TWS has kept them.
    package var isRestored: Bool
    /// The number of streams requested again.
    package var streams = 0

    /// Creates a gap from its parts.
    package init(from: RunInstant, to: RunInstant, seconds: Double, cause: Cause, isRestored: Bool) {
        self.from = from
        self.to = to
        self.seconds = seconds
        self.cause = cause
        self.isRestored = isRestored
    }

    /// What happened, for display: how long it lasted and what was restored.
    package var text: String {
        let what = cause == .socket ? "connected to TWS again" : "TWS is connected to IB again"
        let length = SpanText.of(seconds: seconds)
        let restored =
            switch streams {
            case 0: isRestored ? "" : "; subscriptions were kept"
            case 1: "; 1 subscription restored"
            default: "; \(streams) subscriptions restored"
            }
        return "\(what) after \(length)\(restored)"
    }
}
