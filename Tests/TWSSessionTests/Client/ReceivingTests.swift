import TWSSession
import TWSWire
import Testing

@Suite("What a client does with odd messages")
struct ReceivingTests {
    @Test("surplus fields are used as far as known, counted, told once")
    func surplusFields() {
        var session = ClientSession.ready()
        let frame = ServerBytes.frame("49\u{0}1\u{0}1767625200\u{0}more\u{0}")
        let actions = session.receive((frame + frame), at: .at(1))
        guard case .currentTime(let message) = actions.delivered.first else { Issue.record("no message"); return }
        #expect(message.time == 1_767_625_200)
        #expect(actions.delivered.count == 2)
        #expect(actions.count == 3)
        #expect(session.counts.withSurplusFields == 2)
    }

    @Test("unknown ids are skipped, counted, told once per id")
    func unknownIds() {
        var session = ClientSession.ready()
        let stream =
            ServerBytes.frame("199\u{0}a\u{0}") + ServerBytes.frame("199\u{0}b\u{0}") + ServerBytes.frame("198\u{0}")
            + ServerBytes.currentTime(5)
        let actions = session.receive(stream, at: .at(1))
        #expect(actions.delivered.map(\.id) == [49])
        #expect(actions.count == 3)
        #expect(session.counts.unknown == 3)
    }

    @Test(
        "an unreadable message is dropped and the connection stays; about orders it asks to read again",
        arguments: [
            ("3\u{0}x\u{0}", true), ("5\u{0}1\u{0}", true), ("11\u{0}x\u{0}", true), ("59\u{0}", true),
            ("61\u{0}3\u{0}", true), ("101\u{0}1\u{0}", true), ("1\u{0}6\u{0}x\u{0}", false),
            ("49\u{0}1\u{0}soon\u{0}", false),
        ]
    )
    func malformed(_ body: String, _ asks: Bool) {
        var session = ClientSession.ready()
        let actions = session.receive((ServerBytes.frame(body) + ServerBytes.currentTime(5)), at: .at(1))
        #expect(actions.delivered.map(\.id) == [49])
        #expect(actions.contains { if case .reconcile = $0 { true } else { false } } == asks)
        #expect(actions.contains { if case .note = $0 { true } else { false } })
        #expect(session.counts.malformed == 1)
        #expect(session.isReady)
    }

    @Test("a report far longer than any is dropped, and asks to read again", arguments: [4_000, 5_000])
    func longReport(length: Int) {
        var session = ClientSession.ready()
        let fields = ["59", "1", "a.1.01.01", "1.0", String(repeating: "x", count: length), "0", "", ""]
        let frame = ServerBytes.frame(fields.map { $0 + "\u{0}" }.joined())
        let actions = session.receive(frame + frame + ServerBytes.currentTime(5), at: .at(1))
        let isKept = length < 4_096
        #expect(actions.delivered.map(\.id) == (isKept ? [59, 59, 49] : [49]))
        #expect(actions.count { if case .reconcile = $0 { true } else { false } } == (isKept ? 0 : 2))
        #expect(actions.count { if case .note = $0 { true } else { false } } == (isKept ? 0 : 1))
        #expect(session.counts.malformed == (isKept ? 0 : 2))
    }

    @Test("at most a thousand kinds of oddities are told; all are counted")
    func manyOddities() {
        var session = ClientSession.ready()
        let stream = (1_000..<4_000).flatMap { ServerBytes.frame("\($0)\u{0}a\u{0}") }
        let actions = session.receive(stream, at: .at(1))
        #expect(actions.count { if case .note = $0 { true } else { false } } == 1_000)
        #expect(session.counts.unknown == 3_000)
    }

    @Test("an impossible length ends the session after what came before it")
    func impossibleLength() {
        var session = ClientSession.ready()
        let actions = session.receive((ServerBytes.currentTime(5) + [255, 255, 255, 255]), at: .at(1))
        #expect(actions.delivered.map(\.id) == [49])
        guard case .end(let error?) = actions.dropLast().last else { Issue.record("no end"); return }
        #expect(error.code == .protocolViolation)
        #expect(actions.last == .close)
    }

    @Test("a lost connection ends the session once")
    func lost() {
        var session = ClientSession.ready()
        _ = session.receive(ServerBytes.currentTime(5).dropLast(3), at: .at(1))
        guard case .end(let error?) = session.closed(cause: "connection reset").first else {
            Issue.record("no end"); return
        }
        #expect(error.code == .connectionLost)
        #expect(error.message.contains("connection reset"))
        #expect(session.closed() == [])
        #expect(session.receive(ServerBytes.currentTime(5), at: .at(2)) == [])
    }
}
