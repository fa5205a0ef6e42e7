/// A server's time in the two forms that the protocol wants.
public struct ServerTime: Sendable, Hashable {
    /// For the handshake: `yyyyMMdd HH:mm:ss ZONE`, for example `20260105 10:00:00 US/Eastern`.
    public var text: String
    /// For errors: milliseconds since the epoch.
    public var milliseconds: Int

    /// Makes one of both forms, which must mean the same moment.
    public init(text: String, milliseconds: Int) {
        self.text = text
        self.milliseconds = milliseconds
    }
}
