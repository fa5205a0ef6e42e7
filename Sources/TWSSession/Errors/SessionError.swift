/// Why a connection failed, was lost, or refuses a message: what happened, and what to do about it.
package struct SessionError: Error, Sendable {
    /// The kind of a ``SessionError``; open, so that new kinds do not break callers.
    package struct Code: Sendable, Hashable, CustomStringConvertible {
        /// The code's name as printed.
        package let description: String

        /// Makes a code with the given name.
        package init(_ description: String) { self.description = description }

        /// Nothing listens on the port.
        package static let refused = Code("connection refused")
        /// The host cannot be found or reached.
        package static let unreachable = Code("host unreachable")
        /// Something listens on the port, but it is not TWS or IB Gateway.
        package static let notTWS = Code("not a TWS")
        /// The connection was not ready in time.
        package static let timedOut = Code("timed out")
        /// Another connection uses the client ID (TWS: 326).
        package static let clientIdInUse = Code("client id in use")
        /// Both sides have no protocol version in common.
        package static let versionUnsupported = Code("version not supported")
        /// TWS wants the client to connect elsewhere.
        package static let redirected = Code("redirected")
        /// The peer broke the protocol in a way that cannot be skipped.
        package static let protocolViolation = Code("protocol violation")
        /// The peer closed the connection before it was ready.
        package static let closedByPeer = Code("closed by peer")
        /// The connection was lost after it had been ready.
        package static let connectionLost = Code("connection lost")
        /// The connection is not ready, or no longer.
        package static let notConnected = Code("not connected")
        /// Too many bytes wait to be sent.
        package static let queueFull = Code("send queue full")
        /// The message cannot be written at the connection's server version.
        package static let cannotEncode = Code("cannot encode")
        /// A server's address cannot be used.
        package static let cannotListen = Code("cannot listen")
    }

    /// The kind of error.
    package var code: Code
    /// What happened, as a sentence without a final period.
    package var message: String
    /// What the user can do; empty if there is nothing to do.
    package var remedy: String
    /// The source file that made the error.
    package var file: String
    /// The line in ``file``.
    package var line: Int

    /// Makes an error with the place of the call.
    package init(
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
    /// Whether two errors say the same; where they were made does not matter.
    package static func == (left: Self, right: Self) -> Bool {
        left.code == right.code && left.message == right.message && left.remedy == right.remedy
    }
}

extension SessionError: CustomStringConvertible {
    /// The message and the remedy in one line.
    package var description: String { remedy.isEmpty ? message : "\(message); \(remedy)" }
}
