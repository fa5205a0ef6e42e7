import TWSSession
import TWSWire

/// Frames as a TWS writes them, put together by hand: independent of the coders of `TWSWire`.
enum ServerBytes {
    /// A frame around a body given as text.
    static func frame(_ body: String) -> [UInt8] { frame(Array(body.utf8)) }

    /// A frame around a body.
    static func frame(_ body: [UInt8]) -> [UInt8] {
        [
            UInt8(body.count >> 24 & 255), UInt8(body.count >> 16 & 255), UInt8(body.count >> 8 & 255),
            UInt8(body.count & 255),
        ] + body
    }

    /// The answer to the handshake.
    static let answer = frame("200\u{0}20260105 10:00:00 EST\u{0}")
    /// managedAccounts of two accounts.
    static let accounts = frame("15\u{0}1\u{0}DU1234567,DU7654321\u{0}")
    /// nextValidId 7.
    static let nextValidId = frame("9\u{0}1\u{0}7\u{0}")
    /// An error at server version 200.
    static func error(_ id: Int, _ code: Int, _ text: String) -> [UInt8] {
        frame("4\u{0}\(id)\u{0}\(code)\u{0}\(text)\u{0}\u{0}1767625200000\u{0}")
    }
    /// currentTime.
    static func currentTime(_ seconds: Int) -> [UInt8] { frame("49\u{0}1\u{0}\(seconds)\u{0}") }
    /// orderStatus of the given order and client at server version 200.
    static func orderStatus(order: Int, client: Int) -> [UInt8] {
        let fields = ["3", "\(order)", "Submitted", "0", "100", "0", "11", "0", "0", "\(client)", "", "0"]
        return frame(fields.map { $0 + "\u{0}" }.joined())
    }
}

extension SessionInstant {
    /// So many milliseconds after the test's start.
    static func at(_ milliseconds: Int64) -> SessionInstant { SessionInstant(nanoseconds: milliseconds * 1_000_000) }
}

extension ClientSession {
    /// A session that is ready at moment 0 and waits for no earlier wake.
    static func ready(
        maximumRate: Int = 50,
        clientId: Int = 1,
        silence: Duration? = nil,
        holdsOrders: (@Sendable () -> Bool)? = nil
    ) -> ClientSession {
        var configuration = Configuration()
        configuration.maximumRate = maximumRate
        configuration.clientId = clientId
        configuration.silence = silence
        configuration.holdsOrders = holdsOrders
        var session = ClientSession(configuration: configuration)
        _ = session.connecting(at: .at(0))
        _ = session.connected(at: .at(0))
        _ = session.receive((ServerBytes.answer + ServerBytes.accounts + ServerBytes.nextValidId), at: .at(0))
        _ = session.wake(at: .at(0))
        return session
    }
}

extension [ClientSession.Action] {
    /// All written bytes, in order.
    var written: [UInt8] {
        flatMap { (action: ClientSession.Action) -> [UInt8] in if case .write(let bytes) = action { bytes } else { [] }
        }
    }
    /// All delivered messages, in order.
    var delivered: [ServerMessage] { compactMap { if case .deliver(let message) = $0 { message } else { nil } } }
    /// The error of the last failure.
    var failure: SessionError? { compactMap { if case .fail(let error) = $0 { error } else { nil } }.last }
    /// The last moment asked for.
    var wake: SessionInstant? { compactMap { if case .wakeAt(let instant) = $0 { instant } else { nil } }.last }
}

/// The message ids of the frames in bytes written by a client at a text version.
func messageIds(_ bytes: [UInt8]) -> [Int] {
    var ids: [Int] = []
    var rest = bytes[...]
    while rest.count >= 4 {
        let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        let body = rest.dropFirst(4).prefix(length)
        ids.append(Int(String(decoding: body.prefix { $0 != 0 }, as: UTF8.self)) ?? -1)
        rest = rest.dropFirst(4 + length)
    }
    return ids
}

// Spans of temporaries cannot be passed inside expectations; arrays can.

extension ClientSession {
    mutating func receive(_ bytes: some Collection<UInt8>, at now: SessionInstant) -> [Action] {
        let copy = Array(bytes)
        return receive(copy.span, at: now)
    }
}

extension ServerSession {
    mutating func receive(_ bytes: some Collection<UInt8>, time: () -> ServerTime) -> [Action] {
        let copy = Array(bytes)
        return receive(copy.span, time: time)
    }
}

extension FrameAssembler {
    mutating func append(_ bytes: some Collection<UInt8>) {
        let copy = Array(bytes)
        append(copy.span)
    }
}
