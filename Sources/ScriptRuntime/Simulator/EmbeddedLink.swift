internal import TWSSession
internal import TWSWire

/// Both ends of an embedded exchange's connection, by bytes or by messages.
protocol EmbeddedLink: ClientLink, ServerLink {
    /// Called when there is something to deliver again.
    var onWork: (() -> Void)? { get set }
    /// Whether ``deliver()`` would do anything.
    var hasWork: Bool { get }
    /// When the client needs ``wake()``; `nil` if nothing is due.
    var nextWake: SessionInstant? { get }
    /// Connects the client; the results come with ``deliver()``.
    func connect()
    /// Delivers what is under way, both ways, until nothing is.
    func deliver()
    /// Lets the client do what is due at this moment.
    func wake()
}

extension MemoryLink: EmbeddedLink {
    func deliver() { deliver(atMost: .max) }
}

extension DirectLink: EmbeddedLink {
    /// Nothing is held back, so nothing is ever due.
    var nextWake: SessionInstant? { nil }

    func wake() {}
}
