import TWSWire
import Testing

@testable import SimExchange

/// The words of the plans, and what stands behind them.
@Suite struct ChaosPlanTests {
    @Test func wordsAreThoseOfTheList() {
        let words = """
            1100-midfill 1101 1102 nightly-restart id-rollback 326 dup-status late-exec commission-first no-ack \
            double-live-on-modify 10349 half-open wedged split-frames garbage slow exec-correction commission-pending \
            reject-201 hold
            """
        #expect(ChaosPlan.allCases.map(\.rawValue) == words.split(separator: " ").map(String.init))
        #expect(Set(ChaosPlan.allCases.map(\.summary)).count == ChaosPlan.allCases.count)
        #expect(ChaosPlan.allCases.allSatisfy { !$0.summary.contains("\n") && $0.summary.count < 80 })
    }

    @Test func listsAreReadWithBlanksAndRepetitions() throws {
        #expect(try ChaosPlan.parse("slow, 1101,slow") == [.restoredDataLost, .slow])
        #expect(try ChaosPlan.parse("").isEmpty)
    }

    @Test func unknownWordIsNamedWithTheKnownOnes() throws {
        let error = try #require(throws: UnknownChaosPlan.self) { try ChaosPlan.parse("1101,sluggish") }
        #expect(error.word == "sluggish")
        for plan in ChaosPlan.allCases { #expect(error.description.contains(plan.rawValue)) }
    }

    /// Every plan has its place, but for those that the exchange itself or the owner of the connections carries out.
    @Test func everyPlanHasAnEffect() {
        let others: Set<ChaosPlan> = [.wedged, .splitFrames]
        #expect(Set(ChaosPlan.row).union(others) == Set(ChaosPlan.allCases))
        #expect(ChaosPlan.row.count + others.count == ChaosPlan.allCases.count)
    }

    @Test func plansOfTheTransportAreToldToTheOwner() {
        let calm = ChaosExchange(SimExchange(), plans: [.slow])
        #expect(!calm.isWedged && !calm.splitsFrames)
        let both = ChaosExchange(SimExchange(), plans: [.splitFrames, .wedged])
        #expect(both.isWedged && both.splitsFrames && both.plans == [.wedged, .splitFrames])
    }

    @Test func writesAreCutIntoPiecesOfOneToSevenBytes() {
        let bytes = (0..<1000).map { UInt8($0 % 251) }
        var cutter = WriteCutter(seed: 3, connection: ConnectionID(1))
        let pieces = cutter.pieces(of: bytes)
        #expect(Array(pieces.joined()) == bytes)
        #expect(Set(pieces.dropLast().map(\.count)) == [1, 2, 3, 4, 5, 6, 7])
        var again = WriteCutter(seed: 3, connection: ConnectionID(1))
        #expect(again.pieces(of: bytes) == pieces)
        var other = WriteCutter(seed: 3, connection: ConnectionID(2))
        #expect(other.pieces(of: bytes) != pieces)
        #expect(cutter.pieces(of: []).isEmpty)
    }

    /// Every output is the exchange's own delivery, call by call.
    @Test func withoutPlansEverythingPassesAsItIs() {
        var configuration = SimConfiguration()
        configuration.seed = 4
        var exchange = SimExchange(configuration: configuration)
        var chaotic = ChaosExchange(exchange)
        let client = ConnectionID(1)
        var plain = exchange.connect(clientId: 7, serverVersion: 200, as: client, at: exchange.now)
        var passed = chaotic.connect(clientId: 7, serverVersion: 200, as: client, at: chaotic.now)
        for id in 1...40 {
            let order = ClientMessage.PlaceOrder.order(id, id % 2 == 0 ? .buy : .sell) { $0.totalQuantity = 700 }
            plain += exchange.receive(order.clientMessage, from: client, at: exchange.now)
            passed += chaotic.receive(order.clientMessage, from: client, at: chaotic.now)
            #expect(chaotic.nextEvent(after: chaotic.now) == exchange.nextEvent(after: exchange.now))
            let end = exchange.now.adding(milliseconds: 333)
            plain += exchange.advance(to: end)
            passed += chaotic.advance(to: end)
        }
        #expect(plain.count > 200)
        #expect(passed == plain.map { .deliver($0) })
        #expect(chaotic.snapshot == exchange.snapshot)
        chaotic.disconnect(client, at: chaotic.now)
        #expect(!chaotic.isConnected(client))
    }

    /// A client id in use is refused by the exchange itself; the owner is told to close.
    @Test func refusedConnectionIsClosed() {
        var bench = ChaosBench([])
        let told = bench.connect(7, as: 2)
        #expect(told.compactMap(\.message).codes == [326])
        #expect(told.last == .close(ConnectionID(2), reason: "client id 7 is in use"))
        #expect(bench.exchange.isConnected(ConnectionID(1)))
    }
}
