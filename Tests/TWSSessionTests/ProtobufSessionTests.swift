import TWSSession
import TWSWire
import Testing

/// Frames put together by hand after the protobuf encoding's own description: key = field number × 8 + wire type.
@Suite("Both sides in protobuf")
struct ProtobufSessionTests {
    private let time: () -> ServerTime = {
        ServerTime(text: "20260105 10:00:00 US/Eastern", milliseconds: 1_767_625_200_000)
    }

    /// A frame at 201 and above: a four-byte id, 200 more than the message's for protobuf, and the body.
    private func frame(_ id: Int, _ body: [UInt8]) -> [UInt8] {
        ServerBytes.frame([0, 0, UInt8(id >> 8), UInt8(id & 255)] + body)
    }

    private let answer = ServerBytes.frame("226\u{0}20260105 10:00:00 EST\u{0}")
    /// managedAccounts "DU1", nextValidId 7, currentTime 5.
    private var accounts: [UInt8] { frame(215, [0x0A, 3, 0x44, 0x55, 0x31]) }
    private var nextValidId: [UInt8] { frame(209, [0x08, 7]) }
    private func currentTime(_ more: [UInt8] = []) -> [UInt8] { frame(249, [0x08, 5] + more) }

    private func readyClient() -> ClientSession {
        var configuration = ClientSession.Configuration()
        configuration.clientId = 7
        var session = ClientSession(configuration: configuration)
        _ = session.connecting(at: .at(0))
        _ = session.connected(at: .at(0))
        _ = session.receive(answer + accounts + nextValidId, at: .at(0))
        return session
    }

    @Test("a client starts in protobuf, as the official 10.51 does (sample v226)")
    func start() {
        var session = ClientSession(configuration: .init())
        _ = session.connecting(at: .at(0))
        _ = session.connected(at: .at(0))
        // startApi: id 271, field 1 (clientId) = 1.
        #expect(session.receive(answer, at: .at(0)).written == frame(271, [0x08, 1]))
        let actions = session.receive(accounts + nextValidId, at: .at(1))
        #expect(actions.delivered.map(\.name) == ["managedAccounts", "nextValidId"])
        #expect(session.isReady && session.serverVersion == 226)
    }

    @Test("a client uses the known fields of a message with unknown ones, counts it and tells it once")
    func unknownFieldsAtTheClient() {
        var session = readyClient()
        // Field 15, a varint, and field 14, a text: none of currentTime's.
        let odd = currentTime([0x78, 1]) + currentTime([0x72, 2, 0x61, 0x62])
        let actions = session.receive(odd + currentTime(), at: .at(1))
        #expect(actions.delivered.map(\.name) == ["currentTime", "currentTime", "currentTime"])
        #expect(actions.count { if case .note = $0 { true } else { false } } == 1)
        #expect(session.counts.withSurplusFields == 2)
    }

    @Test("an unknown id in protobuf is skipped, counted, told once")
    func unknownIds() {
        var session = readyClient()
        let actions = session.receive(frame(399, [0x08, 1]) + frame(399, []) + currentTime(), at: .at(1))
        #expect(actions.delivered.map(\.name) == ["currentTime"])
        #expect(actions.count { if case .note = $0 { true } else { false } } == 1)
        #expect(session.counts.unknown == 2)
    }

    @Test("a server takes a request with unknown fields and tells it once; text behind a raw id is still understood")
    func unknownFieldsAtTheServer() {
        var session = ServerSession(configuration: .init())
        let greeting = Array("API\0".utf8) + ServerBytes.frame("v100..226")
        let actions = session.receive(greeting + frame(271, [0x08, 9]), time: time)
        #expect(actions.last == .started(clientId: 9, serverVersion: 226))
        // reqCurrentTime, id 249, with a field 15; then as text: id 49, version 1.
        let requests = frame(249, [0x78, 1]) + frame(249, [0x78, 1]) + frame(49, Array("1\0".utf8))
        let taken = session.receive(requests, time: time)
        #expect(taken.count { $0 == .deliver(.reqCurrentTime(.init())) } == 3)
        #expect(taken.count { if case .note = $0 { true } else { false } } == 1)
    }
}
