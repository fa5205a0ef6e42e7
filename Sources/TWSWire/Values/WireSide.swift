/// The end of a connection that wrote a frame.
public enum WireSide: String, Sendable, CaseIterable {
    /// An API client; its messages are ``ClientMessage``.
    case client
    /// TWS or the simulator; its messages are ``ServerMessage``.
    case server
}
