import TWSWire
import Testing

@testable import Trading

@Suite("Orders with a key")
struct KeyTests {
    private static let reference = PastFixture.reference("k1")

    private static func place(_ key: String = "k1", _ change: (inout Intent.NewOrder) -> Void = { _ in }) -> Intent {
        DeskFixture.place {
            $0.key = key
            change(&$0)
        }
    }

    @Test("The reference names script and key, and ends with a point; it fits TWS's 32 characters")
    func reference() throws {
        var fixture = DeskFixture()
        let order = try #require(fixture.orders(Self.place("2026-01-05")).first?.order)
        // FNV-1a of "script 0", worked out by hand with the published constants.
        var hash: UInt32 = 2_166_136_261
        for byte in "script 0".utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
        let digits = String(String(UInt64(hash) + (1 << 32), radix: 16).dropFirst())
        #expect(order.orderRef == "ibs.k.\(digits).2026-01-05.")
        #expect(PastFixture.reference("0123456789abcdef").utf8.count == 32)
    }

    @Test("A key is 1 to 16 of A-Z a-z 0-9 _ -", arguments: ["", "a.b", "a b", "ä", "01234567890123456", "a\n"])
    func form(_ key: String) {
        var fixture = DeskFixture()
        #expect(fixture.submit(Self.place(key)) == ["impossible invalid_key"])
    }

    @Test("The same key with the same terms is the order that is there, whatever became of it; nothing is sent")
    func known() {
        var fixture = DeskFixture()
        #expect(fixture.submit(Self.place()).first == "placed [7]")
        #expect(fixture.submit(Self.place()) == ["known [7]"])
        _ = fixture.receive(DeskFixture.status(.submitted, 7))
        _ = fixture.receive(DeskFixture.execution(7, "a.1"))
        #expect(fixture.submit(Self.place()) == ["known [7]"])
        #expect(fixture.submit(Self.place("k2")).first == "placed [8]")
    }

    @Test("A modification does not change what the key stands for in its run")
    func modified() throws {
        var fixture = DeskFixture()
        _ = fixture.submit(Self.place { ($0.order.orderType, $0.order.lmtPrice) = (.limit, 190) })
        _ = fixture.receive(DeskFixture.status(.submitted, 7))
        var order = try #require(fixture.desk.ledger[7]?.order)
        order.lmtPrice = 191
        #expect(fixture.submit(.modify(orderId: 7, order, named: [])).first == "modified 7")
        #expect(fixture.submit(Self.place { ($0.order.orderType, $0.order.lmtPrice) = (.limit, 190) }) == ["known [7]"])
    }

    @Test("In a later run the key stands for the terms that it was placed with, and for the latest")
    func modifiedBefore() {
        let first = PastFixture.order(Self.reference, limit: 190)
        let past = PastFixture.past(5, Self.reference, limit: 191, first: first)
        var fixture = DeskFixture(isConnected: false, startsFresh: false, history: PastFixture.history(past))
        fixture.connect(openOrders: [PastFixture.open(5, Self.reference, permId: 55, limit: 191)])
        for (limit, expected) in [(190.0, "known [5]"), (191, "known [5]"), (192, "impossible KEY_IN_USE")] {
            let words = fixture.submit(Self.place { ($0.order.orderType, $0.order.lmtPrice) = (.limit, limit) })
            #expect(words == [expected])
        }
    }

    @Test("Other terms raise, and show both orders")
    func otherTerms() {
        var fixture = DeskFixture()
        _ = fixture.submit(Self.place())
        let (verdict, actions) = fixture.desk.submit(
            Self.place { $0.order.totalQuantity = 200 },
            of: fixture.scripts[0],
            at: DeskFixture.now
        )
        guard case .impossible(let obstacle) = verdict else {
            Issue.record("\(verdict.words)")
            return
        }
        #expect(obstacle.code.rawValue == "KEY_IN_USE")
        #expect(obstacle.message.contains("BUY 100 AAPL MKT") && obstacle.message.contains("BUY 200 AAPL MKT"))
        #expect(actions.isEmpty)
    }

    @Test("Keys of two scripts are their own")
    func twoScripts() {
        var fixture = DeskFixture(scripts: 2)
        #expect(fixture.submit(Self.place()).first == "placed [7]")
        #expect(fixture.submit(Self.place(), of: 1).first == "placed [8]")
    }

    @Test("The key of an order that did not leave is free")
    func notSent() throws {
        var fixture = DeskFixture()
        let message = try #require(fixture.sent(Self.place()).first)
        _ = fixture.desk.notSent(message, because: "no", at: DeskFixture.now)
        #expect(fixture.submit(Self.place()).first == "placed [8]")
    }

    @Test("A bracket is known whole; one of which a part is missing is not placed again in part")
    func bracket() {
        let orders = zip(DeskFixture.bracket(), ["k1", "k1-t", "k1-s"]).map { order, key in
            var order = order
            order.key = key
            return order
        }
        var fixture = DeskFixture()
        #expect(fixture.submit(.place(orders)).first == "placed [7, 8, 9]")
        #expect(fixture.submit(.place(orders)) == ["known [7, 8, 9]"])
        var other = DeskFixture()
        _ = other.submit(.place([orders[0]]))
        #expect(other.submit(.place(orders)) == ["impossible KEY_IN_USE"])
    }

    // MARK: Found again

    @Test("A key of an earlier run is found in the journal and the open orders: known, with its order")
    func openOrder() {
        var fixture = DeskFixture(
            isConnected: false,
            startsFresh: false,
            history: PastFixture.history(PastFixture.past(5, Self.reference))
        )
        fixture.connect(answers: false)
        #expect(fixture.submit(Self.place()) == ["needs"])
        fixture.answer(openOrders: [PastFixture.open(5, Self.reference, permId: 55)])
        #expect(fixture.submit(Self.place()) == ["known [5]"])
        #expect(fixture.submit(Self.place { $0.order.totalQuantity = 1 }) == ["impossible KEY_IN_USE"])
        #expect(fixture.submit(Self.place("k2")).first == "placed [7]")
    }

    @Test(
        "Without a journal it is found at TWS: open, completed or executed, with text behind its reference or not",
        arguments: ["", "/x", ".1"]
    )
    func atTWS(_ suffix: String) {
        let reference = Self.reference + suffix
        let finds: [(inout DeskFixture) -> Void] = [
            { $0.answer(openOrders: [PastFixture.open(3, reference, permId: 55)]) },
            { $0.answer(completedOrders: [PastFixture.completed(reference, permId: 55)]) },
            { $0.answer(executions: [PastFixture.execution(3, reference, permId: 55, "a.1")]) },
            { $0.answer(executions: [PastFixture.execution(3, reference, permId: 55, "a.1", client: 9)]) },
        ]
        for find in finds {
            var fixture = DeskFixture(isConnected: false, startsFresh: false)
            fixture.connect(answers: false)
            find(&fixture)
            let words = fixture.submit(Self.place())
            #expect(words.count == 1 && words[0].hasPrefix("known ["), "\(words)")
            #expect(fixture.submit(Self.place { $0.order.action = .sell }) == ["impossible KEY_IN_USE"])
        }
    }

    @Test("What was executed is all of an order of which nothing else is known")
    func onlyExecutions() throws {
        var fixture = DeskFixture(isConnected: false, startsFresh: false)
        fixture.connect(answers: false)
        fixture.answer(executions: [PastFixture.execution(3, Self.reference, permId: 55, "a.1", shares: 40)])
        let entry = try #require(fixture.desk.ledger.entry(reference: Self.reference))
        #expect(entry.outcome == .filled)
        #expect(entry.filled == 40)
    }

    @Test("A name that belongs to another file places nothing, unless it is taken over")
    func takenName() {
        let history = JournalHistory(fileOfName: ["alpha": "/home/me/a.lua"])
        for (file, takesOver, expected) in [
            ("/home/me/b.lua", false, "impossible name_taken"), ("/home/me/b.lua", true, "placed [1]"),
            ("/home/me/a.lua", false, "placed [1]"),
        ] {
            let configuration = TradingDesk.Configuration(clientId: 1, startsFresh: true, takesOver: takesOver)
            var desk = TradingDesk(configuration: configuration, history: history)
            let gate = RiskGate(permissions: nil, headerReplacesDefaults: true, defaults: .open)
            let script = desk.add(ScriptSeat(name: "alpha", file: file, gate: gate, run: "00000000", onStop: .leave))
            _ = desk.connected(
                TradingDesk.Connection(account: "DU1", accounts: ["DU1"], serverVersion: 200, nextValidId: 1),
                at: DeskFixture.now
            )
            #expect(desk.submit(DeskFixture.place(), of: script, at: DeskFixture.now).verdict.words == expected)
        }
    }
}
