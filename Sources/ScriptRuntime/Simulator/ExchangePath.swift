/// How the client of a run and its embedded exchange are connected.
enum ExchangePath: Hashable, Sendable {
    /// By bytes: both sessions, handshake, coders and pacing, as over a socket; text up to server version 200, protobuf
    /// above.
    case wire(maximumServerVersion: Int = RuntimeFacts.serverVersions.upperBound)
    /// By messages: nothing is encoded and nothing is held back, at the highest server version.
    case direct
}
