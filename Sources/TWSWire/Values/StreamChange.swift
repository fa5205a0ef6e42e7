/// What a request does about a stream of answers.
public enum StreamChange: Sendable, Hashable {
    /// Its answers go on until the stream is ended.
    case begins(StreamKind)
    /// The stream with the same request id, or the only one of its kind, is over.
    case ends(StreamKind)
    /// A setting of the connection that holds until the next one of its kind.
    case sets(StreamKind)
}
