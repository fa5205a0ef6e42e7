/// A server's time in the two formats that the protocol needs.
package struct ServerTime: Sendable, Hashable {
    /// For the handshake: `yyyyMMdd HH:mm:ss ZONE`, for example `20260105 10:00:00 US/Eastern`.
    package var text: String
    /// For errors: milliseconds since the epoch.
    package var milliseconds: Int

    /// Makes a time from both formats, which must mean the same moment.
    package init(text: String, milliseconds: Int) {
        self.text = text
        self.milliseconds = milliseconds
    }
}
