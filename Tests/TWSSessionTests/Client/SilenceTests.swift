import TWSSession
import TWSWire
import Testing

@Suite("A peer that says nothing")
struct SilenceTests {
    private func session(_ maximumRate: Int = 50) -> ClientSession {
        .ready(maximumRate: maximumRate, silence: .seconds(10))
    }

    private func end(_ actions: [ClientSession.Action]) -> SessionError? {
        actions.compactMap { if case .end(let error) = $0 { error } else { nil } }.last
    }

    @Test("after 10 s it is asked for the time, after 5 s more it is lost")
    func lost() {
        var session = session()
        #expect(session.nextWake == .at(10_000))
        #expect(session.wake(at: .at(9_999)) == [.wakeAt(.at(10_000))])
        let probe = session.wake(at: .at(10_000))
        #expect(messageIds(probe.written) == [49])
        #expect(probe.wake == .at(15_000))
        #expect(end(session.wake(at: .at(14_999))) == nil)
        let last = session.wake(at: .at(15_000))
        let error = end(last)
        #expect(error?.code == .connectionLost)
        #expect(error?.description == "TWS has been silent for 15 s; is TWS frozen or the network gone?")
        #expect(last.last == .close)
        #expect(session.nextWake == nil && session.wake(at: .at(20_000)) == [])
    }

    @Test("any byte is a sign of life, before and after the question", arguments: [9_000, 14_999] as [Int64])
    func signOfLife(_ moment: Int64) {
        var session = session()
        if moment > 10_000 { _ = session.wake(at: .at(10_000)) }
        let actions = session.receive([0], at: .at(moment))
        #expect(actions.written.isEmpty && end(actions) == nil)
        #expect(messageIds(session.wake(at: .at(moment + 9_999)).written) == [])
        #expect(messageIds(session.wake(at: .at(moment + 10_000)).written) == [49])
    }

    @Test("a thousand messages arm no timer")
    func cheap() {
        var session = session()
        for moment in 1...1000 {
            #expect(session.receive(ServerBytes.error(-1, 2104, "OK"), at: .at(Int64(moment))).wake == nil)
        }
        #expect(session.wake(at: .at(10_000)) == [.wakeAt(.at(11_000))])
    }

    @Test("the answer to a probe is swallowed, answers that were asked for are delivered, one each")
    func answers() throws {
        var session = session()
        _ = session.wake(at: .at(10_000))
        #expect(session.receive(ServerBytes.currentTime(1), at: .at(10_001)).delivered.isEmpty)
        _ = try session.send(.reqCurrentTime(.init()), at: .at(10_002))
        #expect(session.receive(ServerBytes.currentTime(2), at: .at(10_003)).delivered.count == 1)
        _ = session.wake(at: .at(20_003))
        _ = try session.send(.reqCurrentTime(.init()), at: .at(20_004))
        let both = session.receive(ServerBytes.currentTime(3) + ServerBytes.currentTime(4), at: .at(20_005))
        #expect(both.delivered.count == 1)
        #expect(
            session.receive(ServerBytes.currentTime(5), at: .at(20_006)).delivered.count == 1,
            "from nobody's question"
        )
    }

    @Test("a probe does not wait behind requests, and a peer that takes nothing is lost all the same")
    func notWritable() throws {
        var session = session()
        _ = session.writability(false, at: .at(1))
        _ = try session.send(.reqIds(.init()), at: .at(2))
        #expect(session.wake(at: .at(10_000)).written.isEmpty)
        var other = session
        #expect(messageIds(other.writability(true, at: .at(10_001)).written) == [49, 8])
        #expect(end(session.wake(at: .at(15_000)))?.code == .connectionLost)
    }

    @Test("nothing is watched before ready, while closing, or when it is turned off")
    func off() throws {
        var early = ClientSession(configuration: .init())
        _ = early.connecting(at: .at(0))
        _ = early.connected(at: .at(0))
        _ = early.receive(ServerBytes.answer, at: .at(1))
        #expect(early.nextWake == .at(5_000))
        #expect(ClientSession.ready(silence: nil).nextWake == nil)
        var closing = session(1)
        _ = try closing.send(.cancelOrder(.init()), at: .at(1))
        _ = closing.close(at: .at(2))
        #expect(closing.nextWake == .at(1010), "for the cancel that still leaves")
        _ = closing.writability(false, at: .at(3))
        #expect(closing.nextWake == nil)
    }
}
