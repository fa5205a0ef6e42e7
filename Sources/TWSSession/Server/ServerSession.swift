package import TWSWire

/// An accepted connection from the server's side: handshake, startApi, then requests; without any I/O.
///
/// It tells the two forms of the protocol apart by the first byte, answers with the highest version both sides know and
/// then stays silent until the client has identified itself, because old clients lose what follows the answer in the
/// same read.
package struct ServerSession: Sendable {
    /// What a server offers.
    package struct Configuration: Sendable {
        /// The server versions offered to clients of the framed protocol: text up to 200, protobuf from 201.
        package var versions: ClosedRange<Int> = ServerVersion.floor...ServerVersion.ceiling

        /// Makes a configuration that offers all versions.
        package init() {}
    }

    /// What the owner of the socket must do, in the order given.
    package enum Action: Sendable, Equatable {
        /// Write these bytes: one or more whole messages.
        case write([UInt8])
        /// The client's capabilities beyond the protocol: comes before `started`, and only if it names any.
        case announced(String)
        /// The client has identified itself; from now on messages can be sent to it.
        case started(clientId: Int, serverVersion: Int)
        /// Pass the message on.
        case deliver(ClientMessage)
        /// Something odd that was skipped or answered with an error.
        case note(String)
        /// Close the socket once everything is written; the text says why.
        case close(String)
    }

    /// The phase of a connection.
    enum Phase: Sendable {
        /// None or only part of `API\0` has arrived.
        case greeting
        /// The frame with the client's versions is missing.
        case handshake
        /// startApi is missing.
        case starting
        /// The version of an unframed client is missing.
        case unframedGreeting
        /// The ID of an unframed client is missing.
        case unframedStarting
        case started
        case closed
    }

    /// Why a connection cannot continue.
    struct ConnectionFault: Error {
        var reason: String
    }

    /// What the server offers.
    package let configuration: Configuration
    /// The negotiated server version; 0 before the handshake.
    package internal(set) var serverVersion = 0
    /// The client's ID; `nil` before it has started.
    package internal(set) var clientId: Int?
    var phase = Phase.greeting
    var assembler = FrameAssembler()
    /// The kinds of oddities that have been noted.
    var told: Set<String> = []

    /// Makes a session for one accepted connection.
    package init(configuration: Configuration) { self.configuration = configuration }

    /// Whether messages can be sent to the client.
    package var isStarted: Bool { phase == .started }

    /// Whether the client speaks the unframed pre-100 protocol.
    var isUnframed: Bool { serverVersion == ServerVersion.unframed }
}

// MARK: Events

extension ServerSession {
    /// Handles received bytes, split anywhere.
    ///
    /// A request that cannot be decoded is answered with error 320, and the connection stays; a bad length closes it,
    /// and so does anything undecodable on an unframed connection, where nothing marks the beginning of the next
    /// message.
    ///
    /// - Parameter time: Returns the server's time; called only if an answer carries it.
    package mutating func receive(_ bytes: Span<UInt8>, time: () -> ServerTime) -> [Action] {
        guard phase != .closed else { return [] }
        assembler.append(bytes)
        var actions: [Action] = []
        do throws(ConnectionFault) {
            try receiveGreeting()
            try receiveHandshake(into: &actions, time: time)
            try receiveUnframedHandshake(into: &actions, time: time)
            try receiveRequests(into: &actions, time: time)
        } catch {
            phase = .closed
            actions.append(.close(error.reason))
        }
        return actions
    }

    /// Returns the bytes of a message for this client.
    ///
    /// - Throws: ``SessionError``: `notConnected` unless started; `cannotEncode` if the version does not know the
    ///   message or a text cannot be encoded.
    package func frame(_ message: ServerMessage) throws(SessionError) -> [UInt8] {
        guard phase == .started else {
            throw SessionError(.notConnected, "\(message.name): the client has not started")
        }
        do throws(WireError) {
            if isUnframed { return try message.unframed() }
            return try Frame.framed(message.body(serverVersion: serverVersion))
        } catch {
            throw SessionError(.cannotEncode, "\(message.name): \(error)")
        }
    }

    /// Ends the session; nothing more comes out.
    package mutating func closed() { phase = .closed }
}
