import TWSSession
import TWSWire
import Testing

@Suite("The clock of a simulator")
struct SimulatorNoticeTests {
    private static let notice = SimulatorNotice(instance: "00ff-a", time: 1_767_625_200_123_456_789, speed: 60)

    /// A client that has announced `capabilities`, at the moment its peer has answered the handshake.
    private static func starting(_ capabilities: String) -> ClientSession {
        var configuration = ClientSession.Configuration()
        configuration.optionalCapabilities = capabilities
        var session = ClientSession(configuration: configuration)
        _ = session.connected(at: .at(0))
        _ = session.receive(ServerBytes.answer, at: .at(0))
        return session
    }

    private static func frame(_ message: ServerMessage) throws -> [UInt8] {
        try Frame.framed(message.body(serverVersion: 200))
    }

    @Test("a client that asked is told before it is ready, and again; it is no message")
    func told() throws {
        var session = Self.starting(SimulatorNotice.capability)
        #expect(session.receive(try Self.frame(Self.notice.message), at: .at(1)) == [.simulator(Self.notice)])
        let ready = session.receive(ServerBytes.accounts + ServerBytes.nextValidId, at: .at(1))
        guard case .ready(let facts)? = ready.first(where: { if case .ready = $0 { true } else { false } }) else {
            Issue.record("not ready")
            return
        }
        #expect(facts.simulator == Self.notice)
        var later = Self.notice
        later.time += 1
        #expect(session.receive(try Self.frame(later.message), at: .at(2)).delivered == [])
    }

    @Test("without the capability the code is an error like any other")
    func notAsked() throws {
        var session = Self.starting("")
        #expect(session.receive(try Self.frame(Self.notice.message), at: .at(1)).delivered.count == 1)
    }

    @Test(
        "a text of another form is an error like any other",
        arguments: [
            "", "{}", #"{"instance":"a","time":1}"#, #"{"instance":"a b","time":1,"speed":1}"#,
            #"{"instance":"../a","time":1,"speed":1}"#, #"{"instance":"","time":1,"speed":1}"#,
            #"{"instance":"a","time":x,"speed":1}"#, #"{"instance":"a","time":1,"speed":nan}"#,
            #"{"instance":"a","time":1,"speed":-1}"#, #"{"instance":"a","time":1,"speed":1e300}"#,
        ]
    )
    func malformed(_ text: String) throws {
        var error = ServerMessage.Error()
        (error.reqId, error.errorCode, error.errorString) = (-1, 2199, text)
        var session = Self.starting(SimulatorNotice.capability)
        #expect(session.receive(try Self.frame(.error(error)), at: .at(1)).delivered == [.error(error)])
    }
}
