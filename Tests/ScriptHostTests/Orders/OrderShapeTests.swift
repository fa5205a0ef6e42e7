import ScriptHost
import TWSWire
import Testing

/// The short forms of orders, by the fields that IB's order types need (protocol, "Order types").
@Suite("order forms")
struct OrderShapeTests {
    /// A call, and what leaves: type, time in force, then limit, auxiliary and offset prices.
    static let calls: [(String, OrderType, String, [Double?])] = [
        (#"order.market("BUY", 1)"#, .market, "", [nil, nil, nil]),
        (#"order.limit("BUY", 1, 9)"#, .limit, "", [9, nil, nil]),
        (#"order.stop("SELL", 1, 8)"#, .stop, "", [nil, 8, nil]),
        (#"order.stop_limit("SELL", 1, 8, 7)"#, .stopLimit, "", [7, 8, nil]),
        (#"order.trail("SELL", 1, 0.5)"#, .trail, "", [nil, 0.5, nil]),
        (#"order.trail_limit("SELL", 1, 0.5, 0.1)"#, .trailLimit, "", [nil, 0.5, 0.1]),
        (#"order.moc("BUY", 1)"#, .marketOnClose, "", [nil, nil, nil]),
        (#"order.loc("BUY", 1, 9)"#, .limitOnClose, "", [9, nil, nil]),
        (#"order.moo("BUY", 1)"#, .market, "OPG", [nil, nil, nil]),
        (#"order.loo("BUY", 1, 9)"#, .limit, "OPG", [9, nil, nil]),
        (#"order.mit("BUY", 1, 8)"#, .marketIfTouched, "", [nil, 8, nil]),
        (#"order.lit("BUY", 1, 8, 9)"#, .limitIfTouched, "", [9, 8, nil]),
        (#"order.mtl("BUY", 1)"#, .marketToLimit, "", [nil, nil, nil]),
        (#"order.midprice("BUY", 1)"#, .midPrice, "", [nil, nil, nil]),
        (#"order.midprice("BUY", 1, 9)"#, .midPrice, "", [9, nil, nil]),
        (#"order.rel("BUY", 1, 0.02)"#, .relative, "", [nil, 0.02, nil]),
        (#"order.rel("BUY", 1, 0.02, 9)"#, .relative, "", [9, 0.02, nil]),
        (#"order.peg_mid("BUY", 1)"#, .pegMid, "", [nil, nil, nil]),
        (#"order.limit{action = "BUY", totalQuantity = 1, lmtPrice = 9, tif = "GTC"}"#, .limit, "GTC", [9, nil, nil]),
    ]

    static let header = """
        --[[ibscript
        api = 1
        [trade]
        order_types = ["MKT", "LMT", "STP", "STP LMT", "TRAIL", "TRAIL LIMIT", "MOC", "LOC", "MIT", "LIT", "MTL",
            "MIDPRICE", "REL", "PEG MID"]
        conditions = true
        short = true
        ]]

        """

    @Test("Each form sets its type and its prices", arguments: calls)
    func forms(call: String, type: OrderType, tif: String, prices: [Double?]) throws {
        let bench = try ScriptBench(Self.header + #"place(contract("AAPL"), \#(call))"#)
        let order = try #require(bench.placed.first?.order, "\(bench.end as Any)")
        #expect(order.orderType == type)
        #expect(order.tif.text == tif)
        #expect([order.lmtPrice, order.auxPrice, order.lmtPriceOffset] == prices)
    }

    @Test("A price that is missing is named, with the form")
    func missing() throws {
        let bench = try ScriptBench(#"order.stop_limit("BUY", 1, 8)"#)
        #expect(
            bench.end?.message
                == "order.stop_limit: expected lmtPrice; order.stop_limit(action, totalQuantity, auxPrice, lmtPrice) "
                + "(test.lua:1)"
        )
    }

    @Test("goodTillDate takes seconds, TWS gets universal time, and a trade gives seconds back")
    func goodTillDate() throws {
        let bench = try ScriptBench(
            """
            local o = order{action = "BUY", totalQuantity = 1, orderType = "LMT", lmtPrice = 9, tif = "GTD",
                goodTillDate = now() + 3600}
            local t = place(contract("AAPL"), o)
            print(t.order.goodTillDate, math.type(t.order.goodTillDate))
            """,
            // 2026-01-05 15:00:00 UTC
            at: 1_767_625_200
        )
        #expect(bench.placed.first?.order.goodTillDate == "20260105-16:00:00")
        #expect(bench.prints == ["1767628800\tinteger"])
    }

    @Test("Conditions are made by name; one on a market needs a conId")
    func conditions() throws {
        let bench = try ScriptBench(
            Self.header + """
                local c = contract{conId = 265598, symbol = "AAPL", secType = "STK", exchange = "SMART", currency = "USD"}
                local o = order.limit{action = "BUY", totalQuantity = 1, lmtPrice = 9, conditions = {
                    condition.price(c, ">", 190.5, "or"), condition.volume(c, "<", 1000000),
                    condition.change(c, ">", 2.5), condition.time(">", 1767628800), condition.margin("<", 30),
                    condition.execution(c),
                }}
                place(contract("AAPL"), o)
                print(pcall(condition.price, contract("AAPL"), ">", 1))
                """
        )
        let conditions = try #require(bench.placed.first?.order.conditions, "\(bench.end as Any)")
        #expect(conditions.map(\.type) == [1, 6, 7, 3, 4, 5])
        #expect(conditions.map(\.isMore) == [true, false, true, true, false, false])
        #expect(conditions.map(\.isConjunctionConnection) == [false, true, true, true, true, true])
        #expect(conditions[0].price == 190.5 && conditions[0].conId == 265_598 && conditions[0].exchange == "SMART")
        #expect(conditions[1].volume == 1_000_000 && conditions[2].changePercent == 2.5)
        #expect(conditions[3].time == "20260105-16:00:00" && conditions[4].percent == 30)
        #expect(conditions[5].symbol == "AAPL" && conditions[5].secType == .stock)
        #expect(bench.prints.first?.contains("the contract has no conId") == true)
    }
}
