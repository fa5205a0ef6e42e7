/// Why a connection could not be made, was lost, or refuses a message: what happened, and what to do about it.
public struct SessionError: Error, Sendable {
    /// The kind of a ``SessionError``; open, so that new kinds do not break callers.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        /// The code's name as it is printed.
        public let description: String

        /// Makes a code of the given name.
        public init(_ description: String) { self.description = description }

        /// Nothing listens on the port.
        public static let refused = Code("connection refused")
        /// The host cannot be found or reached.
        public static let unreachable = Code("host unreachable")
        /// Something listens on the port, but it is not TWS or IB Gateway.
        public static let notTWS = Code("not a TWS")
        /// The connection was not ready in time.
        public static let timedOut = Code("timed out")
        /// Another connection uses the client id (TWS: 326).
        public static let clientIdInUse = Code("client id in use")
        /// No version of the protocol is known to both sides.
        public static let versionUnsupported = Code("version not supported")
        /// TWS wants the client to connect elsewhere.
        public static let redirected = Code("redirected")
        /// The peer broke the protocol in a way that cannot be skipped.
        public static let protocolViolation = Code("protocol violation")
        /// The peer closed the connection before it was ready.
        public static let closedByPeer = Code("closed by peer")
        /// The connection was lost after it had been ready.
        public static let connectionLost = Code("connection lost")
        /// The connection is not ready, or no longer.
        public static let notConnected = Code("not connected")
        /// More waits to be sent than may wait.
        public static let queueFull = Code("send queue full")
        /// The message cannot be written at the connection's server version.
        public static let cannotEncode = Code("cannot encode")
        /// No order id is left.
        public static let orderIdsExhausted = Code("order ids exhausted")
        /// A server's address cannot be taken.
        public static let cannotListen = Code("cannot listen")
    }

    /// The kind of error.
    public var code: Code
    /// What happened, as a sentence without a final point.
    public var message: String
    /// What the person at the keyboard can do; empty when there is nothing.
    public var remedy: String
    /// Source file that made the error.
    public var file: String
    /// Line of ``file``.
    public var line: Int

    /// Makes an error at the place of the call.
    public init(
        _ code: Code,
        _ message: String,
        remedy: String = "",
        file: String = #fileID,
        line: Int = #line
    ) {
        self.code = code
        self.message = message
        self.remedy = remedy
        self.file = file
        self.line = line
    }
}

extension SessionError: Equatable {
    /// Whether two errors say the same; where they were made does not count.
    public static func == (left: Self, right: Self) -> Bool {
        left.code == right.code && left.message == right.message && left.remedy == right.remedy
    }
}

extension SessionError: CustomStringConvertible {
    /// Message and remedy in one line.
    public var description: String { remedy.isEmpty ? message : "\(message); \(remedy)" }
}
