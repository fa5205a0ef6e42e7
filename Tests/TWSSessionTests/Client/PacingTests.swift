import TWSSession
import TWSWire
import Testing

@Suite("Pacing")
struct PacingTests {
    /// Sends at the given moments (milliseconds), wakes when asked, and returns when each message left.
    private func departures(_ session: inout ClientSession, _ sends: [(Int64, ClientMessage)]) throws -> [(Int64, Int)]
    {
        var departures: [(Int64, Int)] = []
        var wake: Int64?
        func note(_ actions: [ClientSession.Action], _ now: Int64) {
            departures += messageIds(actions.written).map { (now, $0) }
            if let instant = actions.wake { wake = (instant.nanoseconds + 999_999) / 1_000_000 }
        }
        var rest = sends[...]
        while let now = [rest.first?.0, wake].compactMap(\.self).min() {
            if wake == now {
                wake = nil
                note(session.wake(at: .at(now)), now)
            } else if let next = rest.popFirst() {
                note(try session.send(next.1, at: .at(now)), now)
            }
        }
        return departures
    }

    private static let request = ClientMessage.reqCurrentTime(.init())
    private static let orders: [ClientMessage] = [
        .placeOrder(.init()), .cancelOrder(.init()), .reqGlobalCancel(.init()),
    ]

    @Test("random sends: never more than 50 in any second, nothing lost, orders overtake", arguments: 0..<8)
    func property(_ seed: UInt64) throws {
        var random = SeededGenerator(state: seed)
        var session = ClientSession.ready()
        var now: Int64 = 0
        let sends = (0..<600).map { _ -> (Int64, ClientMessage) in
            if Int.random(in: 0..<40, using: &random) == 0 { now += Int64.random(in: 0..<1500, using: &random) }
            let isOrder = Int.random(in: 0..<6, using: &random) == 0
            return (now, isOrder ? Self.orders[Int.random(in: 0..<3, using: &random)] : Self.request)
        }
        let left = try departures(&session, sends)
        #expect(left.count == sends.count)
        let moments = [0] + left.map(\.0)  // startApi left at 0 as well
        for index in moments.indices.dropFirst(50) {
            #expect(moments[index] - moments[index - 50] > 1000)
        }
        #expect(left.filter { $0.1 != 49 }.map(\.1) == sends.map(\.1.id).filter { $0 != 49 }, "orders keep their order")
        for (moment, message) in sends where message.id != 49 {
            let waiting = sends.filter { $0.0 <= moment && $0.1.id != 49 }.count
            #expect(left.contains { $0.1 != 49 && $0.0 <= moment + Int64(waiting / 50 + 1) * 1020 })
        }
    }

    @Test("startApi counts; the 50th message of the first second waits")
    func startCounts() throws {
        var session = ClientSession.ready()
        let left = try departures(&session, (0..<50).map { _ in (10, Self.request) })
        #expect(left.filter { $0.0 == 10 }.count == 49)
        #expect(left.last?.0 == 1010)
    }

    @Test("an order passes the requests that wait, and only they wait")
    func overtaking() throws {
        var session = ClientSession.ready()
        var sends = (0..<200).map { _ in (Int64(1), Self.request) }
        sends.append((2, .cancelOrder(.init())))
        let left = try departures(&session, sends)
        let cancel = try #require(left.firstIndex { $0.1 == 4 })
        #expect(cancel == 49, "the next to leave")
    }

    @Test("rate 0 holds nothing back")
    func off() throws {
        var session = ClientSession.ready(maximumRate: 0)
        let left = try departures(&session, (0..<500).map { _ in (1, Self.request) })
        #expect(left.filter { $0.0 == 1 }.count == 500)
    }

    @Test("what one wake lets out leaves in one write")
    func oneWrite() throws {
        var session = ClientSession.ready()
        for _ in 0..<80 { _ = try session.send(Self.request, at: .at(1)) }
        let actions = session.wake(at: .at(1010 + 1))
        let writes = actions.filter { if case .write = $0 { true } else { false } }
        #expect(writes.count == 1)
        #expect(messageIds(actions.written).count == 31)
    }

    @Test("a message that reached the socket late counts from then")
    func flushedLate() throws {
        var session = ClientSession.ready()
        for _ in 0..<49 { _ = try session.send(Self.request, at: .at(1)) }
        session.flushed(at: .at(300))
        let waiting = try session.send(Self.request, at: .at(301))
        #expect(waiting == [.wakeAt(.at(1310))], "counted from 300, startApi too")
    }

    @Test("while the socket takes nothing, messages wait and orders still overtake")
    func notWritable() throws {
        var session = ClientSession.ready()
        #expect(session.writability(false, at: .at(1)) == [])
        #expect(try session.send(Self.request, at: .at(2)) == [])
        #expect(try session.send(.placeOrder(.init()), at: .at(3)) == [])
        #expect(messageIds(session.writability(true, at: .at(4)).written) == [3, 49])
    }

    @Test("too much that waits is refused with nothing sent")
    func full() throws {
        var configuration = ClientSession.Configuration()
        configuration.maximumQueuedBytes = 100
        var session = ClientSession(configuration: configuration)
        _ = session.connected(at: .at(0))
        _ = session.receive((ServerBytes.answer + ServerBytes.accounts + ServerBytes.nextValidId), at: .at(0))
        _ = session.writability(false, at: .at(1))
        for _ in 0..<11 { _ = try session.send(Self.request, at: .at(1)) }
        #expect { try session.send(Self.request, at: .at(1)) } throws: { ($0 as? SessionError)?.code == .queueFull }
        #expect(messageIds(session.writability(true, at: .at(2)).written).count == 11)
    }

    @Test("closing lets orders leave and drops requests")
    func closing() throws {
        var session = ClientSession.ready()
        for _ in 0..<60 { _ = try session.send(Self.request, at: .at(1)) }
        _ = try session.send(.cancelOrder(.init()), at: .at(2))
        let closing = session.close(at: .at(3))
        #expect(closing.written.isEmpty)
        #expect { try session.send(Self.request, at: .at(4)) } throws: { ($0 as? SessionError)?.code == .notConnected }
        let actions = session.wake(at: .at(1010))
        #expect(messageIds(actions.written) == [4])
        #expect(actions.suffix(2) == [.end(nil), .close])
        #expect(session.closed() == [])
    }
}

/// A small deterministic generator (xorshift).
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = (state ^ 0x9E37_79B9_7F4A_7C15) &* 0xBF58_476D_1CE4_E5B9
        state ^= state >> 31
        state ^= state << 17
        return state
    }
}
