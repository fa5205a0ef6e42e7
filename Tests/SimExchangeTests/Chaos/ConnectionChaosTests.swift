import TWSWire
import Testing

@testable import SimExchange

/// The plans that end or spoil connections: nightly-restart, id-rollback, 326, half-open, garbage.
@Suite struct ConnectionChaosTests {
    private func closes(_ bench: ChaosBench) -> [ChaosBench.Line] {
        bench.log.filter { if case .close = $0.output { true } else { false } }
    }

    @Test func restartClosesRefusesAndKeepsOrders() throws {
        var bench = ChaosBench([.nightlyRestart])
        bench.connect(8, as: 2)
        bench.send(ClientMessage.PlaceOrder.order(1, .buy, .limit, limit: 10) { $0.tif = .goodTillCancelled })
        let permID = try #require(bench.wait(milliseconds: 1000).permIDs.first)
        let last = try #require(bench.log.last).time
        while closes(bench).isEmpty, bench.milliseconds(bench.exchange.now) < 31_000 { bench.wait(milliseconds: 100) }
        let down = closes(bench)
        #expect(down.map(\.output.connection.number) == [1, 2])
        #expect(down.allSatisfy { (10_000...30_000).contains(bench.milliseconds($0.time)) })
        #expect(bench.log.filter { $0.time > last }.count == 2)
        #expect(!bench.exchange.isConnected(ConnectionID(1)) && bench.exchange.snapshot.clients.isEmpty)
        var (number, refused) = (3, 0)
        while true {
            let told = bench.connect(7, as: number)
            guard told == [.close(ConnectionID(number), reason: "TWS restarts")] else { break }
            bench.leave(number)
            bench.wait(milliseconds: 500)
            (number, refused) = (number + 1, refused + 1)
        }
        #expect((10...31).contains(refused))
        #expect(bench.exchange.isConnected(ConnectionID(number)))
        #expect(bench.send(ClientMessage.ReqOpenOrders(), from: number).permIDs == [permID])
        bench.wait(milliseconds: 25 * 3_600_000)
        let day = closes(bench).filter { $0.output.connection.number == number }
        #expect(day.map { $0.time.nanoseconds(since: down[0].time) } == [24 * 3600 * 1_000_000_000])
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func greetingAfterAReconnectNamesAUsedID(seed: UInt64) throws {
        var bench = ChaosBench([.idRollback], seed: seed)
        for id in 1...5 { bench.send(ClientMessage.PlaceOrder.order(id)) }
        bench.wait(milliseconds: 1000)
        bench.leave()
        let told = bench.connect(7, as: 2).compactMap(\.message)
        let id = try #require(told.nextIDs.first)
        #expect((1...5).contains(id))
        #expect(bench.send(ClientMessage.PlaceOrder.order(id, .buy, .limit, limit: 10), from: 2).codes.isEmpty)
        #expect(bench.send(ClientMessage.ReqIds(), from: 2).nextIDs == [6])
        #expect(bench.connect(8, as: 3).compactMap(\.message).nextIDs == [1])
    }

    @Test func firstReconnectFindsTheClientIDInUse() {
        var bench = ChaosBench([.clientIDInUse])
        bench.connect(8, as: 2)
        bench.leave()
        let told = bench.connect(7, as: 3)
        #expect(told.compactMap(\.message).codes == [326] && told.count == 2)
        #expect(told.last == .close(ConnectionID(3), reason: "client id 7 is in use"))
        #expect(!bench.exchange.isConnected(ConnectionID(3)))
        #expect(bench.connect(7, as: 4).compactMap(\.message).nextIDs == [1])
        bench.leave(4)
        #expect(bench.connect(7, as: 5).compactMap(\.message).nextIDs == [1])
        #expect(bench.exchange.isConnected(ConnectionID(2)))
    }

    /// Nothing passes either way; the other clients, and the same one after a reconnect, are served.
    @Test func halfOpenConnectionStaysAndIsDead() throws {
        var bench = ChaosBench([.halfOpen])
        var quotes = ClientMessage.ReqMktData()
        (quotes.reqId, quotes.contract) = (100, .aapl)
        bench.send(quotes)
        bench.wait(milliseconds: 9000)
        bench.connect(8, as: 2)
        bench.wait(milliseconds: 21_500)
        let last = try #require(bench.times { $0.isTick }.last)
        #expect((9_000...30_000).contains(last))
        bench.send(ClientMessage.PlaceOrder.order(1))
        bench.send(ClientMessage.ReqCurrentTime())
        bench.wait(milliseconds: 30_000)
        #expect(bench.times { _ in true }.last == last && closes(bench).isEmpty)
        #expect(bench.exchange.snapshot.orders.isEmpty && bench.exchange.isConnected(ConnectionID(1)))
        bench.leave()
        bench.connect(7, as: 3)
        bench.wait(milliseconds: 60_000)
        #expect(bench.send(ClientMessage.ReqCurrentTime(), from: 3).count == 1)
        #expect(bench.send(ClientMessage.ReqCurrentTime(), from: 2).isEmpty)
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func garbageIsALengthThatNoFrameHas(seed: UInt64) throws {
        var bench = ChaosBench([.garbage], seed: seed)
        bench.wait(milliseconds: 100_000)
        bench.leave()
        bench.connect(7, as: 2)
        bench.wait(milliseconds: 100_000)
        let raw = bench.log.compactMap { line -> (Int64, [UInt8], Int)? in
            guard case .raw(let connection, let bytes) = line.output else { return nil }
            return (bench.milliseconds(line.time), bytes, connection.number)
        }
        let (time, bytes, number) = try #require(raw.first)
        #expect(raw.count == 1 && number == 1 && (10_000...30_000).contains(time) && bytes.count >= 8)
        let length = bytes.prefix(4).reduce(0) { $0 << 8 | Int($1) }
        #expect(length > 0xFF_FFFF)
    }
}

extension [ServerMessage] {
    /// The ids of the nextValidId messages.
    var nextIDs: [Int] {
        compactMap { message in
            if case .nextValidId(let next) = message { next.orderId } else { nil }
        }
    }
}
