import TWSWire
import Testing

@testable import Trading

@Suite("The desk: what the journal is told")
struct JournalTests {
    private var fixture = DeskFixture(keepsJournal: true)

    @Test("An order's record stands before the order, with its terms, script and line")
    func intents() throws {
        var fixture = fixture
        let script = fixture.scripts[0]
        let (_, actions) = fixture.desk.submit(.place(DeskFixture.bracket()), of: script, line: 12, at: DeskFixture.now)
        #expect(
            actions.map(\.words) == [
                "journal intent 7", "send placeOrder 7", "journal intent 8", "send placeOrder 8", "journal intent 9",
                "send placeOrder 9",
            ]
        )
        for pair in stride(from: 0, to: actions.count, by: 2) {
            guard case .journal(let record) = actions[pair],
                case .intent(let orderId, let contract, let order) = record.event,
                case .send(.placeOrder(let place)) = actions[pair + 1]
            else {
                Issue.record("not a pair")
                return
            }
            #expect(orderId == place.orderId && contract == place.contract && order == place.order)
            #expect(record.script == script && record.line == 12 && record.at == DeskFixture.now)
        }
    }

    @Test("So does a modification's, and a cancel's")
    func others() {
        var fixture = fixture
        _ = fixture.submit(DeskFixture.place())
        let order = fixture.desk.ledger[7]?.order ?? Order()
        let modified = fixture.submit(.modify(orderId: 7, order, named: []))
        #expect(modified == ["modified 7", "journal modification 7", "send placeOrder 7"])
        let cancelled = fixture.submit(.cancelAll)
        #expect(cancelled == ["cancelling [7]", "journal cancel 7", "send cancelOrder 7"])
    }

    @Test("A denial is written down with script and line, and nothing else happens")
    func denials() {
        var fixture = fixture
        let large = DeskFixture.place { $0.order.totalQuantity = 10_001 }
        for intent in [large, .request(.reqGlobalCancel(.init()), .allocated)] {
            let (_, actions) = fixture.desk.submit(intent, of: fixture.scripts[0], line: 3, at: DeskFixture.now)
            guard case .journal(let record)? = actions.first, case .denial = record.event else {
                Issue.record("no record")
                return
            }
            #expect(actions.count == 1)
            #expect(record.line == 3 && record.script == fixture.scripts[0])
        }
        #expect(fixture.submit(.cancel(orderId: 99)) == ["impossible unknown_order"])
    }

    @Test("What became of what was to be sent, and the connection's changes, are written down")
    func outcomes() throws {
        var fixture = DeskFixture(keepsJournal: true, isConnected: false)
        #expect(fixture.connect() == ["journal connected [\"DU1\"]"])
        let sent = try #require(fixture.sent(DeskFixture.place()).first)
        let failed = fixture.desk.notSent(sent, because: "no", at: DeskFixture.now)
        #expect(failed.map(\.words) == ["journal not sent 7", "tell 0 of order 7"])
        _ = fixture.submit(DeskFixture.place())
        let takenBack = fixture.desk.takenBack(orderId: 8, at: DeskFixture.now)
        #expect(takenBack.map(\.words) == ["journal not sent 8", "tell 0 of order 8"])
        _ = fixture.submit(DeskFixture.place())
        let lost = fixture.disconnect(unsent: [9])
        #expect(lost == ["journal disconnected: gone", "journal not sent 9", "tell 0 of order 9"])
    }

    @Test("Messages that change orders are written down before anything is made of them, others are not")
    func messages() {
        var fixture = fixture
        _ = fixture.submit(DeskFixture.place())
        let status = fixture.receive(DeskFixture.status(.submitted, 7))
        #expect(status == ["to 0", "news of 7 to 0", "journal message orderStatus"])
        #expect(fixture.receive(DeskFixture.status(.submitted, 99)) == ["to everyone"])
        #expect(fixture.receive(LedgerFixture.error(2104, id: -1)) == ["to everyone"])
        let overfilled = fixture.receive(DeskFixture.execution(7, "a.1", 1_000))
        #expect(
            overfilled.dropFirst(2) == [
                "journal message execDetails", "journal alarm 7", "journal halt HALTED", "alarm 7",
            ]
        )
    }

    @Test("Row 26: a commission that comes before its execution is written down behind it")
    func earlyCommission() {
        var fixture = fixture
        _ = fixture.submit(DeskFixture.place())
        #expect(fixture.receive(LedgerFixture.commission("a.01", 1)) == ["to everyone"])
        let records = fixture.receive(DeskFixture.execution(7, "a.01")).filter { $0.hasPrefix("journal") }
        #expect(records == ["journal message execDetails", "journal message commissionAndFeesReport"])
    }

    @Test("That TWS has taken another quantity is written down: what fills the order follows from it")
    func newQuantity() {
        var fixture = fixture
        _ = fixture.submit(DeskFixture.place())
        _ = fixture.receive(DeskFixture.status(.submitted, 7))
        var order = fixture.desk.ledger[7]?.order ?? Order()
        order.totalQuantity = 40
        _ = fixture.submit(.modify(orderId: 7, order, named: []))
        guard case .openOrder(var open) = DeskFixture.openOrder(7) else { return }
        open.order.totalQuantity = 40
        #expect(fixture.receive(.openOrder(open)).contains("journal message openOrder"))
        #expect(!fixture.receive(.openOrder(open)).contains("journal message openOrder"), "once")
    }

    @Test("Without a journal there are no records")
    func none() {
        var fixture = DeskFixture()
        #expect(fixture.submit(DeskFixture.place()) == ["placed [7]", "send placeOrder 7"])
        #expect(fixture.disconnect(unsent: [7]) == ["tell 0 of order 7"])
    }
}
