import ScriptHost
import TWSWire
import Testing

@Suite("bracket")
struct BracketTests {
    private static let header = """
        --[[ibscript
        api = 1
        [trade]
        order_types = ["MKT", "LMT", "STP", "STP LMT", "TRAIL"]
        ]]

        """

    private static func bracket(_ terms: String) -> String {
        header + #"b = bracket(contract("AAPL"), {\#(terms)})"# + "\n"
    }

    /// Entry terms, and the entry that leaves: type, limit, stop.
    @Test(
        "The entry may be at market, a limit, a stop or a stop limit",
        arguments: [
            ("", OrderType.market, [nil, nil]), ("limit = 100,", .limit, [100, nil]),
            ("entry_stop = 100,", .stop, [nil, 100]), ("entry_stop = 100, limit = 100.5,", .stopLimit, [100.5, 100]),
        ] as [(String, OrderType, [Double?])]
    )
    func entries(entry: String, type: OrderType, prices: [Double?]) throws {
        let bench = try ScriptBench(
            Self.bracket(#"action = "BUY", quantity = 10, \#(entry) target = 110, stop = 95"#)
                + "print(b.parent.orderId, b.target.orderId, b.stop.orderId) stop()"
        )
        #expect(bench.placed.map(\.order.orderType) == [type, .limit, .stop], "\(bench.end as Any)")
        #expect([bench.placed[0].order.lmtPrice, bench.placed[0].order.auxPrice] == prices)
        #expect(bench.placed.map(\.order.parentId) == [0, 1, 1])
        #expect(bench.placed.map(\.order.transmit) == [false, false, true])
        #expect(bench.prints == ["1\t2\t3"])
    }

    @Test("A target may be left out, a stop or a trail may not")
    func parts() throws {
        let trail = try ScriptBench(
            Self.bracket(#"action = "SELL", quantity = 1, trail = 1.5"#)
                .replacing("order_types", with: "short = true\norder_types") + "print(b.target) stop()"
        )
        #expect(trail.placed.map(\.order.orderType) == [.market, .trail])
        #expect(trail.placed.map(\.order.transmit) == [false, true])
        #expect(trail.prints == ["nil"])
        let none = try ScriptBench(Self.bracket(#"action = "BUY", quantity = 1, target = 9"#))
        #expect(none.placed.isEmpty)
        #expect(none.end?.message?.contains("expected one of stop and trail") == true)
    }

    @Test(
        "Prices on the wrong side are refused before anything is sent",
        arguments: [
            (
                #"action = "BUY", quantity = 1, limit = 100, target = 99, stop = 95"#,
                "target: 99.00 is not above the entry"
            ),
            (
                #"action = "BUY", quantity = 1, limit = 100, target = 105, stop = 101"#,
                "stop: 101.00 is not below the entry"
            ),
            (#"action = "SELL", quantity = 1, limit = 100, target = 105, stop = 110"#, "target: 105.00 is not below"),
            (#"action = "SELL", quantity = 1, entry_stop = 100, stop = 99"#, "stop: 99.00 is not above the entry"),
            (#"action = "BUY", quantity = 1, target = 90, stop = 95"#, "target: 90.00 is not above the stop, 95.00"),
            (
                #"action = "BUY", quantity = 1, entry_stop = 100, limit = 102, target = 101, stop = 90"#,
                "not above the entry, 102.00"
            ),
            (#"action = "BUY", quantity = 1, trail = 0"#, "trail: 0.00 is not a distance"),
        ]
    )
    func sides(terms: String, message: String) throws {
        let bench = try ScriptBench(Self.bracket(terms))
        #expect(bench.placed.isEmpty)
        #expect(bench.end?.message?.contains(message) == true, "\(bench.end as Any)")
    }

    @Test("A part is modified by its role, and the exits follow the entry's quantity")
    func modified() throws {
        let bench = try ScriptBench(
            Self.bracket(#"action = "BUY", quantity = 10, limit = 100, target = 110, stop = 95"#) + """
                b.stop:modify{auxPrice = 96}
                b.parent:modify{totalQuantity = 6}
                sleep(1)
                """
        )
        #expect(bench.modified.map(\.orderId) == [3, 1, 2, 3])
        #expect(bench.modified.map(\.order.totalQuantity) == [10, 6, 6, 6])
        #expect(bench.modified.last?.order.auxPrice == 96)
    }

    @Test("An entry that ends with a part gets exits of that size, once TWS has cancelled the first")
    func partialEntry() throws {
        let bench = try ScriptBench(
            Self.bracket(#"action = "BUY", quantity = 10, limit = 100, target = 110, stop = 95, key = "a""#)
                + "sleep(60) print(b.target.orderId, b.stop.orderId)"
        )
        bench.receive(
            TWS.status(1, .submitted, remaining: 10),
            TWS.status(2, .preSubmitted, remaining: 10),
            TWS.status(3, .preSubmitted, remaining: 10)
        )
        bench.receive(
            TWS.execution(1, "a.1.01.01", shares: 4, price: 100, of: bench.placed[0].contract),
            TWS.status(1, .cancelled, filled: 4, remaining: 6)
        )
        bench.receive(TWS.status(2, .cancelled, remaining: 10))
        #expect(bench.placed.count == 3)
        bench.receive(TWS.status(3, .cancelled, remaining: 10))
        let exits = bench.placed.dropFirst(3)
        #expect(exits.map(\.order.totalQuantity) == [4, 4])
        #expect(exits.map(\.order.orderType) == [.limit, .stop])
        #expect(exits.map(\.order.lmtPrice) == [110, nil])
        #expect(exits.map(\.order.auxPrice) == [nil, 95])
        #expect(exits.map(\.order.parentId) == [0, 0])
        #expect(exits.allSatisfy { $0.order.transmit && $0.order.ocaType == 2 && !$0.order.ocaGroup.isEmpty })
        #expect(Set(exits.map(\.order.ocaGroup)).count == 1)
        #expect(Set(exits.map(\.order.orderRef)).count == 2)
        bench.advance(60)
        #expect(bench.prints == ["4\t5"])
    }

    @Test("Exits that TWS leaves working after an entry without a fill are cancelled: no child without its parent")
    func orphans() throws {
        let bench = try ScriptBench(
            Self.bracket(#"action = "BUY", quantity = 10, limit = 100, target = 110, stop = 95"#) + "sleep(60)"
        )
        bench.receive(TWS.status(2, .submitted, remaining: 10), TWS.status(3, .submitted, remaining: 10))
        bench.receive(TWS.status(1, .cancelled, remaining: 10))
        bench.advance(1.9)
        #expect(bench.cancelled.isEmpty)
        bench.advance(0.2)
        #expect(bench.cancelled == [2, 3])
        #expect(bench.placed.count == 3)
    }

    @Test("Exits that still work get the size of what the entry has filled")
    func resized() throws {
        let bench = try ScriptBench(
            Self.bracket(#"action = "BUY", quantity = 10, limit = 100, target = 110, stop = 95"#) + "sleep(60)"
        )
        bench.receive(TWS.status(2, .submitted, remaining: 10), TWS.status(3, .submitted, remaining: 10))
        bench.receive(
            TWS.execution(1, "a.1.01.01", shares: 4, price: 100),
            TWS.status(1, .cancelled, filled: 4, remaining: 6)
        )
        bench.advance(2.1)
        #expect(bench.modified.map(\.orderId) == [2, 3])
        #expect(bench.modified.map(\.order.totalQuantity) == [4, 4])
    }
}
