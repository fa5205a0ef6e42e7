import SimExchange
import TWSWire

import struct TWSSession.ClientSession
import struct TWSSession.ServerSession
import struct TWSSession.ServerTime
import struct TWSSession.SessionError
import struct TWSSession.SessionInstant

/// An exchange behind both sessions of a connection: every request and every answer passes as bytes.
struct WirePath {
    private(set) var exchange: SimExchange
    /// What the client has received.
    private(set) var received: [ServerMessage] = []
    private var client: ClientSession
    private var server = ServerSession(configuration: .init())
    private let connection = ConnectionID(1)

    /// Connects client 7 at a server version.
    init(_ configuration: SimConfiguration, serverVersion: Int) throws {
        exchange = SimExchange(configuration: configuration)
        var session = ClientSession.Configuration()
        session.clientId = 7
        session.maximumRate = 0
        session.versions = 100...serverVersion
        client = ClientSession(configuration: session)
        _ = client.connecting(at: instant)
        try perform(client.connected(at: instant))
    }

    /// Sends a request now.
    mutating func send(_ message: ClientMessage) throws { try perform(client.send(message, at: instant)) }

    /// Lets time pass.
    mutating func advance(to time: ExchangeInstant) throws { try deliver(exchange.advance(to: time)) }

    private var instant: SessionInstant { SessionInstant(nanoseconds: exchange.now.nanoseconds) }

    private var time: ServerTime {
        ServerTime(text: ExchangeTime.text(exchange.now, in: .newYork), milliseconds: Int(exchange.now.milliseconds))
    }

    private mutating func perform(_ actions: [ClientSession.Action]) throws {
        for action in actions {
            switch action {
            case .write(let bytes):
                let time = time
                try perform(server.receive(bytes.span, time: { time }))
            case .deliver(let message): received.append(message)
            case .fail(let error), .end(let error?): throw error
            default: break
            }
        }
    }

    private mutating func perform(_ actions: [ServerSession.Action]) throws {
        for action in actions {
            switch action {
            case .write(let bytes): try perform(client.receive(bytes.span, at: instant))
            case .announced: break
            case .started(let clientId, let version):
                try deliver(
                    exchange.connect(clientId: clientId, serverVersion: version, as: connection, at: exchange.now)
                )
            case .deliver(let message): try deliver(exchange.receive(message, from: connection, at: exchange.now))
            case .note(let text), .close(let text): throw SessionError(.protocolViolation, text)
            }
        }
    }

    private mutating func deliver(_ deliveries: [Delivery]) throws {
        for delivery in deliveries {
            let bytes = try server.frame(delivery.message)
            try perform(client.receive(bytes.span, at: instant))
        }
    }
}
