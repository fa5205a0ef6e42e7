import TWSWire
import Testing

@testable import Trading

/// What a run that begins again counts of its day.
@Suite("The day before a run")
struct DayBeforeTests {
    /// 2026-01-05 15:00 in New York.
    private static let now = RunInstant(seconds: 1_767_643_200)
    private static let hour = 3_600.0

    /// An order that was placed so many hours ago, with one set of other terms, and filled at a price or not.
    private static func order(
        _ action: OrderAction,
        hours: Double,
        limit: Double? = nil,
        filledAt price: Double? = nil,
        of name: String = "script 0"
    ) -> DayOrder {
        var order = LedgerFixture.order(action, 10)
        if let limit { (order.orderType, order.lmtPrice) = (.limit, limit) }
        let contract = LedgerFixture.stock("AAPL")
        let id = LedgerFixture.orderId
        var replay = OrderReplay()
        let moment = RunInstant(seconds: now.seconds - hours * hour)
        replay.take(JournalRecord(at: moment, event: .intent(orderId: id, contract: contract, order: order)))
        replay.take(JournalRecord(at: moment, event: .modification(orderId: id, contract: contract, order: order)))
        if let price {
            let side: ExecutionSide = action == .buy ? .bought : .sold
            let execution = LedgerFixture.execution("a.01.01", 10, at: price, side: side, of: contract)
            replay.take(.message(execution))
            replay.take(.message(LedgerFixture.commission("a.01.01", 1)))
        }
        guard let entry = replay.entry else { preconditionFailure("an intent makes an order") }
        return DayOrder(scriptName: name, sends: replay.sends, entry: entry)
    }

    private static func desk(_ day: [DayOrder]) -> TradingDesk {
        var history = JournalHistory()
        history.day = day
        var desk = TradingDesk(
            configuration: .init(clientId: 4, keepsJournal: false, startsFresh: true),
            history: history
        )
        for number in 0..<2 {
            let gate = RiskGate(permissions: nil, headerReplacesDefaults: true, defaults: .open)
            _ = desk.add(ScriptSeat(name: "script \(number)", gate: gate, run: "0000000\(number)", onStop: .leave))
        }
        let connection = TradingDesk.Connection(account: "DU1", accounts: ["DU1"], serverVersion: 200, nextValidId: 7)
        _ = desk.connected(connection, at: now)
        return desk
    }

    @Test("messages and money of the day count on, for the script and for the account; those of yesterday do not")
    func counts() {
        let desk = Self.desk([
            Self.order(.buy, hours: 1, limit: 100), Self.order(.sell, hours: 2, filledAt: 50),
            Self.order(.buy, hours: 3, limit: 200, of: "script 1"), Self.order(.buy, hours: 16, limit: 1_000),
        ])
        #expect(desk.seats[0].tally.messagesOfDay == 4 && desk.seats[1].tally.messagesOfDay == 2)
        #expect(desk.tally.messagesOfDay == 6)
        #expect(desk.seats[0].tally.grossOfDay == 1_500 && desk.tally.grossOfDay == 3_500)
    }

    @Test("what fills have brought and cost counts on, with commission, and ends with the day")
    func profit() {
        // Bought 10 at 100 and sold them at 90: 100 lost, and 2 of commission.
        var desk = Self.desk([
            Self.order(.buy, hours: 2, filledAt: 100), Self.order(.sell, hours: 1, filledAt: 90),
            // Held since, and worth what it cost.
            Self.order(.buy, hours: 1, filledAt: 40, of: "script 1"),
        ])
        #expect(desk.seats[0].tally.profitBefore == -102)
        #expect(desk.seats[1].tally.profitBefore == -1)
        desk.seats[0].tally.begin(RunInstant(seconds: Self.now.seconds + 10 * Self.hour))
        #expect(desk.seats[0].tally.profitBefore == 0 && desk.seats[0].tally.messagesOfDay == 0)
    }

    @Test("an order too many for the day is refused after a restart")
    func denied() {
        var permissions = TradePermissions()
        permissions.maxOrdersPerDay = 3
        var history = JournalHistory()
        history.day = [Self.order(.buy, hours: 1, limit: 100)]
        var desk = TradingDesk(
            configuration: .init(clientId: 4, keepsJournal: false, startsFresh: true),
            history: history
        )
        let gate = RiskGate(permissions: permissions, headerReplacesDefaults: true, defaults: .open)
        let script = desk.add(ScriptSeat(name: "script 0", gate: gate, run: "00000000", onStop: .leave))
        let connection = TradingDesk.Connection(account: "DU1", accounts: ["DU1"], serverVersion: 200, nextValidId: 7)
        _ = desk.connected(connection, at: Self.now)
        guard case .placed = desk.submit(DeskFixture.place(), of: script, at: Self.now).verdict else {
            Issue.record("the third message of the day is permitted")
            return
        }
        guard case .denied(let denial) = desk.submit(DeskFixture.place(), of: script, at: Self.now).verdict else {
            Issue.record("the fourth message of the day passed")
            return
        }
        #expect(denial.code == .maxOrdersPerDay)
    }
}
