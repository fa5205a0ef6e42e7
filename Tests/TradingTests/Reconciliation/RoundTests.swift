import TWSWire
import Testing

@testable import Trading

@Suite("What the desk reads again")
struct RoundTests {
    private static let reference = PastFixture.reference("k1")
    private static let questions = [
        "send reqIds", "send reqAllOpenOrders", "send reqExecutions 2000000000", "send reqCompletedOrders",
        "send reqPositions", "wake at 10",
    ]

    private static func keyed(_ key: String = "k1") -> Intent { DeskFixture.place { $0.key = key } }

    private static func code(_ code: Int) -> ServerMessage { LedgerFixture.error(code, id: -1) }

    /// A desk that has just connected, and to which nothing was answered.
    private static func starting(_ history: JournalHistory = JournalHistory(), scripts: Int = 1) -> DeskFixture {
        var fixture = DeskFixture(scripts: scripts, isConnected: false, startsFresh: false, history: history)
        fixture.connect(answers: false)
        return fixture
    }

    @Test("At the start everything is asked for, and orders wait until the last end mark, in whatever order they come")
    func start() {
        var fixture = DeskFixture(isConnected: false, startsFresh: false)
        #expect(fixture.connect(answers: false) == Self.questions)
        let marks = fixture.answers()
        #expect(marks.count == 5)
        for (number, message) in marks.reversed().enumerated() {
            #expect(fixture.submit(DeskFixture.place()) == ["needs"])
            let words = fixture.receive(message)
            #expect(words.first == "to nobody")
            #expect(words.contains("reconciled") == (number == 4))
        }
        #expect(fixture.submit(DeskFixture.place()).first == "placed [7]")
    }

    @Test("A simulator that begins with the run is asked for nothing; after a reconnect it is")
    func fresh() {
        var fixture = DeskFixture()
        #expect(fixture.desk.isReconciled)
        _ = fixture.disconnect()
        #expect(fixture.submit(DeskFixture.place()) == ["impossible not_connected"])
        #expect(fixture.connect(answers: false) == Self.questions)
    }

    @Test("Completed orders are asked for from server version 150; before, what is not verified is said")
    func oldServer() {
        var fixture = DeskFixture(
            isConnected: false,
            startsFresh: false,
            history: PastFixture.history(PastFixture.past(5, Self.reference))
        )
        let asked = fixture.connect(serverVersion: 149, answers: false)
        #expect(!asked.contains("send reqCompletedOrders"))
        #expect(fixture.answer().contains { $0.hasPrefix("note this TWS is too old") })
        #expect(fixture.desk.isReconciled)
    }

    @Test("What the desk asks for is not told to scripts, but what changes is; a script's own question is answered")
    func privacy() {
        var fixture = DeskFixture(isConnected: false, startsFresh: false)
        fixture.connect(answers: false)
        _ = fixture.submit(.request(.reqOpenOrders(.init()), .allocated))
        _ = fixture.submit(.request(.reqPositions(.init()), .allocated))
        let foreign = PastFixture.open(3, "by hand", permId: 9, client: 0)
        var heard: [String] = []
        for message in fixture.answers(openOrders: [foreign], positions: [PastFixture.position("IBM", 5)]) {
            heard += fixture.receive(message).filter { $0.hasPrefix("to ") && $0 != "to nobody" }
        }
        // The script listens to positions, so it hears the row; the end of its own lists is still to come.
        #expect(heard == ["to everyone"])
        #expect(fixture.receive(foreign).first == "to everyone")
        #expect(fixture.receive(.openOrderEnd(.init())).first == "to everyone")
        #expect(fixture.receive(.positionEnd(.init())) == ["to everyone"])
    }

    @Test("The positions are not subscribed to for longer than the answer takes, unless a script listens")
    func positions() {
        var fixture = Self.starting()
        #expect(fixture.answer().contains("send cancelPositions"))
        var other = Self.starting()
        _ = other.submit(.request(.reqPositions(.init()), .allocated))
        #expect(!other.answer().contains("send cancelPositions"))
    }

    @Test("Missed fills are told once, with their commission")
    func missedFills() {
        let before = [
            PastFixture.open(5, Self.reference, permId: 55),
            PastFixture.execution(5, "", permId: 55, "a.1", shares: 30),
        ]
        var fixture = Self.starting(PastFixture.history(PastFixture.past(5, Self.reference, messages: before)))
        let rows = [
            PastFixture.execution(5, Self.reference, permId: 55, "a.1", shares: 30),
            PastFixture.execution(5, Self.reference, permId: 55, "b.1", shares: 70),
            LedgerFixture.commission("b.1", 1),
        ]
        let changes = fixture.answers(executions: rows + rows).flatMap { message in
            fixture.desk.receive(message, at: DeskFixture.now).news.flatMap(\.changes)
        }
        #expect(changes.count { if case .fill = $0 { true } else { false } } == 1)
        #expect(changes.count { if case .commission = $0 { true } else { false } } == 1)
        #expect(fixture.desk.ledger[5]?.outcome == .filled)
        #expect(fixture.desk.ledger[5]?.filled == 100)
    }

    // MARK: The fault matrix

    @Test("Row 24: executions that are replayed at a reconnect are booked once")
    func row24() {
        var fixture = DeskFixture()
        _ = fixture.submit(DeskFixture.place())
        _ = fixture.receive(DeskFixture.execution(7, "a.1", 40))
        _ = fixture.disconnect()
        fixture.connect(answers: false)
        fixture.answer(
            openOrders: [DeskFixture.openOrder(7)],
            executions: [DeskFixture.execution(7, "a.1", 40), DeskFixture.execution(7, "b.1", 10)]
        )
        #expect(fixture.desk.ledger[7]?.filled == 50)
        #expect(fixture.desk.position(of: LedgerFixture.stock("AAPL"), fixture.scripts[0]) == 50)
    }

    @Test("Rows 27 and 28: fills after 1100 are booked; 1101 and 1102 read everything again", arguments: [1101, 1102])
    func rows27and28(_ restored: Int) {
        var fixture = DeskFixture()
        _ = fixture.submit(DeskFixture.place())
        _ = fixture.receive(DeskFixture.status(.submitted, 7))
        #expect(fixture.receive(Self.code(1100)) == ["to everyone"])
        _ = fixture.receive(DeskFixture.execution(7, "a.1", 40))
        #expect(fixture.desk.ledger[7]?.filled == 40)
        #expect(fixture.receive(Self.code(restored)) == ["to everyone"] + Self.questions)
        #expect(fixture.submit(DeskFixture.place()) == ["needs"])
        #expect(fixture.answer(openOrders: [DeskFixture.openOrder(7)]).contains("reconciled"))
        #expect(fixture.submit(DeskFixture.place()).first == "placed [8]")
    }

    @Test("A restored link during a round calls for another one")
    func again() {
        var fixture = Self.starting()
        #expect(fixture.receive(Self.code(1102)) == ["to everyone"])
        #expect(fixture.answer().filter { $0.hasPrefix("send req") }.count == 5)
        #expect(!fixture.desk.isReconciled)
        fixture.answer()
        #expect(fixture.desk.isReconciled)
    }

    @Test("Row 29: ids rolled back and the last orders lost: no id is used again, and the lost orders are unknown")
    func row29() {
        var fixture = DeskFixture()
        for _ in 0..<3 { _ = fixture.submit(DeskFixture.place()) }
        _ = fixture.receive(DeskFixture.status(.submitted, 7))
        _ = fixture.disconnect()
        fixture.connect(nextValidId: 5, openOrders: [DeskFixture.openOrder(7)])
        #expect(fixture.desk.ledger.all.map(\.statusText) == ["Submitted", "Unknown", "Unknown"])
        #expect(fixture.submit(DeskFixture.place()) == ["impossible order_unknown"])
        #expect(fixture.submit(DeskFixture.place { $0.contract.symbol = "IBM" }).first == "placed [10]")
        // Sent and not found: it stays unknown, and after a minute a person is asked.
        #expect(fixture.wait(3).contains("send reqAllOpenOrders"))
        fixture.answer(openOrders: [DeskFixture.openOrder(7), DeskFixture.openOrder(10)])
        #expect(fixture.wait(60).contains("send reqAllOpenOrders"))
        let words = fixture.answer(openOrders: [DeskFixture.openOrder(7), DeskFixture.openOrder(10)])
        #expect(words.count { $0.hasPrefix("note order") && $0.contains("ibscript release") } == 2)
        #expect(fixture.desk.ledger[8]?.isUnknown == true)
    }

    @Test(
        "Row 31: an end mark that does not come leaves everything unknown, not empty",
        arguments: [
            ReconciliationRound.Part.openOrders, .completedOrders, .positions, .nextId,
        ]
    )
    func row31(_ part: ReconciliationRound.Part) {
        var fixture = Self.starting(PastFixture.history(PastFixture.past(5, Self.reference, wasSent: false)))
        for _ in 1...3 {
            #expect(!fixture.answer(without: part).contains("reconciled"))
            let words = fixture.wait(10)
            #expect(!words.contains("reconciled"))
            #expect(fixture.submit(Self.keyed("k2")) == ["needs"])
            #expect(fixture.wait(3).contains("send reqAllOpenOrders"))
        }
        #expect(fixture.desk.ledger[5]?.isUnknown == true)
        #expect(fixture.answer().contains("reconciled"))
    }

    @Test("Without the end mark of executions there are none, if the positions are what the book expects")
    func noExecutions() {
        var fixture = Self.starting()
        #expect(!fixture.answer(without: .executions).contains("reconciled"))
        #expect(fixture.wait(10).contains("reconciled"))
        // A position in the contract of an order that works tells of executions that were not told.
        var other = Self.starting(PastFixture.history(PastFixture.past(5, Self.reference)))
        other.answer(
            openOrders: [PastFixture.open(5, Self.reference)],
            positions: [PastFixture.position("AAPL", 40)],
            without: .executions
        )
        #expect(!other.wait(10).contains("reconciled"))
    }

    @Test("Row 35: two live orders with one reference are an alarm that halts entries, and the newer is named")
    func row35() {
        var fixture = Self.starting(PastFixture.history(PastFixture.past(5, Self.reference)))
        let words = fixture.answer(openOrders: [
            PastFixture.open(5, Self.reference, permId: 55), PastFixture.open(6, Self.reference, permId: 56),
        ])
        #expect(words.filter { $0.hasPrefix("alarm") } == ["alarm 5"])
        #expect(fixture.submit(Self.keyed("k2")) == ["denied DENIED_HALTED"])
        #expect(fixture.submit(.orders(ofAccount: false)) == ["orders [5, 6]"])
        #expect(fixture.submit(.cancel(orderId: 6)) == ["cancelling [6]", "send cancelOrder 6"])
    }

    @Test("Row 35: with one order id the two are told apart by their permanent ids")
    func row35sameId() {
        var fixture = DeskFixture()
        _ = fixture.submit(Self.keyed())
        _ = fixture.receive(PastFixture.open(7, Self.reference, permId: 55))
        let words = fixture.receive(PastFixture.open(7, Self.reference, permId: 56))
        #expect(words.contains("alarm 7"))
        _ = fixture.receive(PastFixture.execution(7, Self.reference, permId: 56, "a.1"))
        #expect(fixture.desk.ledger[7]?.filled == 0)
        #expect(fixture.desk.ledger.entry(permId: 56)?.filled == 100)
    }

    @Test("Row 36: an order of others is shown once, never touched, and no script of it hears")
    func row36() {
        var fixture = Self.starting()
        let foreign = [
            PastFixture.open(5, "", permId: 91, client: 9), PastFixture.open(0, "by hand", permId: 92, client: 0),
            PastFixture.open(-3, "", permId: 93, client: 0),
        ]
        let words = fixture.answer(openOrders: foreign)
        #expect(words.count { $0.hasPrefix("note left alone, because this script did not place it") } == 3)
        #expect(fixture.submit(.orders(ofAccount: false)) == ["orders []"])
        #expect(fixture.submit(.cancelAll) == ["cancelling []"])
        #expect(fixture.submit(.cancel(orderId: 5)) == ["impossible unknown_order"])
        _ = fixture.receive(Self.code(1102))
        #expect(fixture.answer(openOrders: foreign).count { $0.hasPrefix("note not of") } == 0)
    }
}
