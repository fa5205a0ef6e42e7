internal import DequeModule

/// Enforces the rate limit: at most so many messages in any window of a second.
///
/// It remembers when each of the last messages left. IB's limit is 50 a second per connection (protocol: "Limits").
struct Pacer {
    /// The largest number of messages in a second; 0 for no limit.
    let maximumRate: Int
    /// When the last messages left, oldest first; at most `maximumRate` of them.
    private var departures: Deque<SessionInstant> = []
    /// How many of them have not reached the socket yet.
    private var unflushed = 0

    init(maximumRate: Int) { self.maximumRate = maximumRate }

    /// A second and a little more: the peer counts arrivals, which the network may compress.
    static let window: Duration = .milliseconds(1010)

    /// When the next message may leave; `nil` for at any time.
    var opening: SessionInstant? {
        guard maximumRate > 0, departures.count >= maximumRate, let oldest = departures.first else { return nil }
        return oldest + Self.window
    }

    /// Whether a message may leave now.
    func isOpen(at now: SessionInstant) -> Bool { opening.map { $0 <= now } ?? true }

    /// Counts a message that leaves now.
    mutating func count(at now: SessionInstant) {
        guard maximumRate > 0 else { return }
        if departures.count >= maximumRate { departures.removeFirst() }
        departures.append(now)
        unflushed = min(unflushed + 1, departures.count)
    }

    /// Moves the messages counted since the last call to the moment the socket received them.
    mutating func flushed(at now: SessionInstant) {
        for index in (departures.count - unflushed)..<departures.count { departures[index] = now }
        unflushed = 0
    }
}
