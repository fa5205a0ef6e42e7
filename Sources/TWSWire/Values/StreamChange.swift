/// The effect of a request on a stream of answers.
public enum StreamChange: Sendable, Hashable {
    /// Starts a stream, whose answers continue until it is ended.
    case begins(StreamKind)
    /// Ends the stream with the same request ID, or the only one of its kind.
    case ends(StreamKind)
    /// Changes a setting of the connection, which stays until the next change of its kind.
    case sets(StreamKind)
}
