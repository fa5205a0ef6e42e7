public import TWSWire

/// One accepted connection as the server sees it: handshake, startApi, then requests; without any I/O.
///
/// It tells the forms of the handshake apart by the first byte, answers with the highest version both sides know and
/// then stays silent until startApi, because old clients lose what follows the answer in the same read.
public struct ServerSession: Sendable {
    /// What a server offers.
    public struct Configuration: Sendable {
        /// The server versions offered; the protocol is text up to 200 and protobuf from 201 on.
        public var versions: ClosedRange<Int> = ServerVersion.floor...200

        /// Text only.
        public init() {}
    }

    /// What the owner of the socket must do, in the order given.
    public enum Action: Sendable, Equatable {
        /// Write these bytes: one or more frames with their length prefixes.
        case write([UInt8])
        /// The client has said who it is; messages can be sent to it from now on.
        case started(clientId: Int, serverVersion: Int)
        /// Hand the message on.
        case deliver(ClientMessage)
        /// Something odd that was skipped or answered with an error.
        case note(String)
        /// Close the socket once everything is written; the text says why.
        case close(String)
    }

    /// Where the connection stands.
    enum Phase: Sendable {
        /// Nothing or part of `API\0` has come.
        case greeting
        /// The frame with the client's versions is missing.
        case handshake
        /// startApi is missing.
        case starting
        case started
        case closed
    }

    /// What the server offers.
    public let configuration: Configuration
    /// What was negotiated; 0 before the handshake.
    public private(set) var serverVersion = 0
    /// The client's id; `nil` before startApi.
    public private(set) var clientId: Int?
    private var phase = Phase.greeting
    private var assembler = FrameAssembler()

    /// A session for one accepted connection.
    public init(configuration: Configuration) { self.configuration = configuration }

    /// Whether messages can be sent to the client.
    public var isStarted: Bool { phase == .started }
}

// MARK: Events

extension ServerSession {
    /// Bytes arrived, cut anywhere.
    ///
    /// A request that cannot be read is answered with error 320 and the connection stays; a bad length closes it.
    ///
    /// - Parameter time: the server's time, asked for only when an answer carries it.
    public mutating func receive(_ bytes: Span<UInt8>, time: () -> ServerTime) -> [Action] {
        guard phase != .closed else { return [] }
        assembler.append(bytes)
        var actions: [Action] = []
        do throws(Rejection) {
            try receiveGreeting()
            try receiveHandshake(into: &actions, time: time)
            while phase == .starting || phase == .started, try advance() {
                try receiveFrame(into: &actions, time: time)
            }
        } catch {
            phase = .closed
            actions.append(.close(error.reason))
        }
        return actions
    }

    /// The frame of a message for this client.
    ///
    /// - Throws: ``SessionError``: `notConnected` unless started; `cannotEncode` when the version does not know the
    ///   message or a text cannot be carried.
    public func frame(_ message: ServerMessage) throws(SessionError) -> [UInt8] {
        guard phase == .started else {
            throw SessionError(.notConnected, "\(message.name): the client has not started")
        }
        do throws(WireError) {
            return try Frame.framed(message.body(serverVersion: serverVersion))
        } catch {
            throw SessionError(.cannotEncode, "\(message.name): \(error)")
        }
    }

    /// The connection is over; nothing more comes out.
    public mutating func closed() { phase = .closed }
}

// MARK: Steps

extension ServerSession {
    /// Why a connection cannot go on.
    private struct Rejection: Error {
        var reason: String
    }

    /// The longest handshake: the range of versions and some options. Bytes.
    private static let longestHandshake = 1024

    /// Takes the four bytes `API\0`.
    private mutating func receiveGreeting() throws(Rejection) {
        guard phase == .greeting, try greetingIsComplete() else { return }
        assembler.skip(Self.greeting.count)
        phase = .handshake
    }

    /// What a client of the framed protocol sends first.
    private static let greeting = Array("API\0".utf8)

    /// Whether all bytes of the greeting are there.
    private func greetingIsComplete() throws(Rejection) -> Bool {
        let bytes = assembler.buffered
        guard bytes.count > 0 else { return false }
        if (0x30...0x39).contains(bytes[0]) {
            throw Rejection(reason: "an unframed client (IbPy's protocol) is not served yet")
        }
        for index in 0..<min(bytes.count, Self.greeting.count) where bytes[index] != Self.greeting[index] {
            throw Rejection(reason: "not an API client: it does not begin with API")
        }
        return bytes.count >= Self.greeting.count
    }

    /// Answers the client's range of versions.
    private mutating func receiveHandshake(into actions: inout [Action], time: () -> ServerTime) throws(Rejection) {
        guard phase == .handshake, try advance(maximumLength: Self.longestHandshake) else { return }
        let text = assembler.body.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
        guard let offered = ClientVersions.parse(text) else {
            throw Rejection(reason: "handshake \(text.prefix(40).debugDescription) is not vMIN..MAX")
        }
        let known = configuration.versions
        let version = min(offered.upperBound, known.upperBound)
        guard version >= offered.lowerBound, version >= known.lowerBound else {
            throw Rejection(
                reason: "client knows versions \(offered.lowerBound) to \(offered.upperBound), "
                    + "server offers \(known.lowerBound) to \(known.upperBound)"
            )
        }
        serverVersion = version
        phase = .starting
        let body = Array("\(version)\0\(time().text)\0".utf8)
        actions.append(.write(withUnsafeBytes(of: UInt32(body.count).bigEndian) { Array($0) } + body))
    }

    /// Goes on to the next frame.
    private mutating func advance(maximumLength: Int = Frame.maximumLength) throws(Rejection) -> Bool {
        do throws(WireError) {
            return try assembler.advance(maximumLength: maximumLength)
        } catch {
            throw Rejection(reason: "impossible frame: \(error)")
        }
    }

    /// Decodes the current frame.
    private mutating func receiveFrame(into actions: inout [Action], time: () -> ServerTime) throws(Rejection) {
        let message: ClientMessage
        do throws(WireError) {
            let frame = try ClientMessage.decode(assembler.body, serverVersion: serverVersion)
            message = frame.message
            if frame.surplusFields > 0 { actions.append(.note("\(message.name): surplus fields ignored")) }
        } catch {
            guard phase == .started else { throw Rejection(reason: "startApi expected: \(error)") }
            try refuse(error, into: &actions, time: time)
            return
        }
        switch (message, phase) {
        case (.startApi(let start), .starting):
            phase = .started
            clientId = start.clientId
            actions.append(.started(clientId: start.clientId, serverVersion: serverVersion))
        case (.startApi, _):
            actions.append(.note("startApi ignored: already started"))
        case (_, .starting):
            throw Rejection(reason: "\(message.name) before startApi")
        default:
            actions.append(.deliver(message))
        }
    }

    /// Answers a request that cannot be read with error 320, as TWS does.
    private func refuse(_ error: WireError, into actions: inout [Action], time: () -> ServerTime) throws(Rejection) {
        var notice = ServerMessage.Error()
        notice.reqId = -1
        notice.errorCode = 320
        let field = error.field.isEmpty ? "" : " \(error.field)"
        let detail = error.detail.isEmpty ? "" : " (\(Self.printable(error.detail)))"
        notice.errorString = "Error reading request. Message \(error.messageId ?? -1): \(error.code)\(field)\(detail)"
        notice.errorTime = time().milliseconds
        do throws(SessionError) {
            actions.append(.write(try frame(notice.serverMessage)))
        } catch {
            throw Rejection(reason: "\(error)")
        }
        actions.append(.note("\(error)"))
    }

    /// A client's text with everything replaced that an answer cannot carry, cut after 100 characters.
    private static func printable(_ text: String) -> String {
        String(text.prefix(100).map { $0.isASCII && $0 >= " " && $0 != "\u{7F}" ? $0 : "?" })
    }
}
