import ScriptHost
import TWSWire
import Testing

@Suite("place")
struct PlaceTests {
    @Test("A market order carries contract, terms and the host's reference")
    func market() throws {
        let bench = try ScriptBench(
            #"local t = place(contract("AAPL"), order("BUY", 100)) print(t.orderId, t.status, t.filled, t.remaining)"#
        )
        let intent = try #require(bench.placed.first)
        #expect(bench.placed.count == 1)
        #expect(intent.orderId == 1)
        #expect(intent.contract.symbol == "AAPL")
        #expect(intent.contract.secType == .stock)
        #expect(intent.contract.exchange == "SMART")
        #expect(intent.contract.currency == "USD")
        #expect(intent.contract.primaryExchange == "")
        #expect(intent.order.action == .buy)
        #expect(intent.order.totalQuantity == 100)
        #expect(intent.order.orderType == .market)
        #expect(intent.order.lmtPrice == nil)
        #expect(intent.order.transmit)
        #expect(intent.order.orderRef == "ibs.r.0badcafe.1.")
        #expect(bench.prints == ["1\tPendingSubmit\t0\t100"])
        #expect(bench.shown("placed") == ["order 1: BUY 100 AAPL MKT placed"])
        #expect(bench.end == nil)
    }

    @Test("every order names the run's account, and keeps it when it is modified")
    func account() throws {
        let bench = try ScriptBench(
            """
            local t = place(contract("AAPL"), order("BUY", 100, 150))
            bracket(contract("AAPL"), {action="BUY", quantity=1, limit=150, target=160, stop=140})
            t:modify{lmtPrice = 151}
            what_if(contract("AAPL"), order("BUY", 1))
            """,
            account: "DU2"
        )
        #expect(bench.placed.map(\.order.account) == ["DU2", "DU2", "DU2", "DU2"], "\(bench.end as Any)")
        #expect(bench.modified.map(\.order.account) == ["DU2"])
        guard case .placeOrder(let question)? = bench.sent.last else { Issue.record("no what-if"); return }
        #expect(question.order.whatIf && question.order.account == "DU2")
    }

    @Test("What Lua's arithmetic leaves behind the eighth digit is no part of a price")
    func withoutNoise() throws {
        let bench = try ScriptBench(
            """
            local t = place(contract("AAPL"), order("BUY", 3, 189.9 + 0.05))
            t:modify{lmtPrice = 0.1 + 0.2}
            place(contract("EUR", "CASH", "IDEALPRO", "", "USD"), order("BUY", 2000, 1.10005))
            """
        )
        // 189.9 + 0.05 is 189.95000000000002, and 0.1 + 0.2 is 0.30000000000000004.
        #expect(bench.placed.map(\.order.lmtPrice) == [189.95, 1.10005])
        #expect(bench.modified.map(\.order.lmtPrice) == [0.3])
    }

    @Test("SMART as primary exchange is sent empty, and that is said once")
    func smartPrimary() throws {
        let bench = try ScriptBench(
            """
            local c = contract("AAPL", "STK", "SMART", "SMART", "USD")
            place(c, order("SELL", 100)) place(c, order("SELL", 100, 200.5))
            """
        )
        #expect(bench.placed.map(\.contract.primaryExchange) == ["", ""])
        #expect(bench.placed.map(\.order.orderType) == [.market, .limit])
        #expect(bench.placed.last?.order.lmtPrice == 200.5)
        #expect(bench.logs.filter { $0.contains("primaryExchange SMART") }.count == 1)
    }

    /// Source of a script, and the end's message.
    static let mistakes: [(String, String)] = [
        (
            #"place(contract("AAPL"), {action = "BUY", totalQuantity = 1, orderType = "LMT", lmtprice = 190})"#,
            "place: order.lmtprice: no such field; did you mean lmtPrice? (test.lua:1)"
        ),
        (
            "\nlocal o = order{action = \"BUY\", totalQuantity = 1, lmtprice = 190}",
            "place: order.lmtprice: no such field; did you mean lmtPrice? (test.lua:2)"
        ),
        (
            #"local o = order("BUY", 1) o.lmtprice = 3 place(contract("AAPL"), o)"#,
            "place: order.lmtprice: no such field; did you mean lmtPrice? (test.lua:1)"
        ),
        (
            #"contract{symbl = "AAPL"}"#, "contract: contract.symbl: no such field; did you mean symbol? (test.lua:1)"
        ),
        (#"contract(177)"#, #"contract: symbol: expected a text, got a number; write "177" (test.lua:1)"#),
        (
            #"order("BUY", "many")"#, "place: order.totalQuantity: expected a number, got a text (test.lua:1)"
        ),
        (
            #"place(contract("AAPL"), {action = "BUY", totalQuantity = 1, orderType = "MKT", lmtPrice = 3})"#,
            "place: order.lmtPrice: a MKT order does not use it; leave it out (test.lua:1)"
        ),
        (
            #"place(contract("A\nB"), order("BUY", 1))"#,
            #"contract: contract.symbol: "A\nB" holds a control character (test.lua:1)"#
        ),
        (#"plac(contract("AAPL"))"#, "test.lua:1: attempt to call a nil value (global 'plac'); did you mean place?"),
        (
            #"local t = place(contract("AAPL"), order("BUY", 1)) t:wiat()"#,
            "trade.wiat: no such field; did you mean wait? (test.lua:1)"
        ),
        (
            #"local t = place(contract("AAPL"), order("BUY", 1)) print(t.fillled)"#,
            "trade.fillled: no such field; did you mean filled? (test.lua:1)"
        ),
        (#"error("boom")"#, "test.lua:1: boom"),
    ]

    @Test("Errors name the place and the nearest name", arguments: mistakes)
    func errors(source: String, message: String) throws {
        let bench = try ScriptBench(source)
        let end = try #require(bench.end)
        #expect(end.message == message)
        // A price that the type does not use is a refusal of the gate.
        #expect(end.exitCode == (message.contains("does not use it") ? 4 : 1))
    }

    @Test("A syntax error ends with 65")
    func syntax() throws {
        let bench = try ScriptBench("place(")
        #expect(bench.end?.exitCode == 65)
        #expect(bench.end?.message?.hasPrefix("test.lua:1:") == true)
    }

    static let trade = """
        --[[ibscript
        api = 1
        [trade]
        symbols = ["AAPL"]
        sides = ["BUY"]
        order_types = ["MKT", "LMT"]
        max_order_qty = 500
        ]]

        """

    /// Orders that must be denied, with a word of the reason.
    static let forbidden: [(String, String)] = [
        (#"place(contract("MSFT"), order("BUY", 1))"#, "symbols"),
        (#"place(contract("AAPL"), order("SELL", 1))"#, "sides"),
        (#"place(contract("AAPL"), order.stop("BUY", 1, 10))"#, "order_types"),
        (#"place(contract("AAPL"), order("BUY", 501))"#, "max_order_qty"),
        (#"what_if(contract("AAPL"), order("BUY", 501))"#, "max_order_qty"),
        (
            #"bracket(contract.combo("AAPL", {{conId=1, ratio=1, action="BUY"}}), {action="BUY", quantity=1, target=2, stop=1})"#,
            "combos"
        ),
        (#"place(contract("AAPL"), order("buy", 1))"#, "write BUY"),
        (#"place(contract("AAPL"), order("BUY", 0.5))"#, "fractional"),
        (#"place(contract("AAPL"), order("BUY", 1, -5))"#, "negative_prices"),
        (#"place(contract("AAPL"), order("BUY", 1, 0/0))"#, "lmtPrice"),
        (
            #"place(contract("AAPL"), order{action="BUY", totalQuantity=1, orderType="MKT", outsideRth=true})"#,
            "outside_rth"
        ),
        (
            #"place(contract("AAPL"), order{action="BUY", totalQuantity=1, orderType="MKT", transmit=false})"#,
            "bracket()"
        ),
        (#"place(contract("AAPL"), order{action="BUY", totalQuantity=1, orderType="MKT", account="U1"})"#, "accounts"),
        (
            #"place(contract("AAPL"), order{action="BUY", totalQuantity=1, orderType="MKT", algoStrategy="Adaptive"})"#,
            "algos"
        ),
        (
            #"place(contract("AAPL"), order{action="BUY", totalQuantity=1, orderType="MKT", hidden=true})"#,
            "order_fields"
        ),
        (#"place(contract.combo("AAPL", {{conId=1, ratio=1, action="BUY"}}), order("BUY", 1))"#, "combos"),
        (#"tws.placeOrder(1, contract("AAPL"), order("BUY", 1))"#, "use place"),
        (#"tws.reqGlobalCancel()"#, "cancel_all"),
    ]

    @Test("A denied order never leaves; uncaught it ends with 4", arguments: forbidden)
    func denied(source: String, word: String) throws {
        let bench = try ScriptBench(Self.trade + source)
        #expect(bench.placed.isEmpty)
        #expect(bench.sent.isEmpty)
        #expect(bench.shown("denied").count == 1)
        #expect(bench.shown("denied").first?.contains(word) == true)
        #expect(bench.end?.exitCode == 4)
        #expect(bench.end?.message?.contains("(test.lua:9)") == true)
    }

    @Test("A permission for a symbol holds for a contract id only once TWS has said whose it is")
    func contractIds() throws {
        let source =
            Self.trade + """
                local c = contract("AAPL") c.conId = 272093 print(pcall(place, c, order("BUY", 1)))
                print(pcall(what_if, c, order("BUY", 1)))
                place(qualify(contract("AAPL")), order("BUY", 1))
                """
        let bench = try ScriptBench(source)
        #expect(bench.prints.allSatisfy { $0.contains("272093 is not known to be AAPL") })
        #expect(bench.prints.count == 2)
        guard case .reqContractDetails(let request)? = bench.sent.last else {
            Issue.record("no request")
            return
        }
        var details = ServerMessage.ContractDetails()
        details.reqId = request.reqId
        details.contractDetails.contract = request.contract
        details.contractDetails.contract.conId = 265_598
        var end = ServerMessage.ContractDetailsEnd()
        end.reqId = request.reqId
        bench.receive(.contractDetails(details), .contractDetailsEnd(end))
        #expect(bench.placed.map(\.contract.conId) == [265_598])
    }

    @Test(
        "A byte order mark and a first line with # are no Lua",
        arguments: ["\u{FEFF}", "#!/usr/bin/ibscript\n", "\u{FEFF}#!x\n"]
    )
    func firstLine(prefix: String) throws {
        #expect(try ScriptBench(prefix + "print(1)").prints == ["1"])
    }

    @Test("A caught denial does not end the run")
    func caught() throws {
        let bench = try ScriptBench(Self.trade + #"print(pcall(place, contract("MSFT"), order("BUY", 1)))"#)
        #expect(bench.end?.exitCode == 0)
        #expect(bench.prints.first?.hasPrefix("false") == true)
    }

    @Test("A key of the header opens its fields")
    func opened() throws {
        let header = """
            --[[ibscript
            api = 1
            [trade]
            outside_rth = true
            algos = ["Adaptive"]
            order_fields = ["hidden"]
            ]]

            """
        let bench = try ScriptBench(
            header + """
                place(contract("AAPL"), order{action="BUY", totalQuantity=1, orderType="LMT", lmtPrice=5, outsideRth=true,
                    hidden=true, algoStrategy="Adaptive", algoParams={adaptivePriority="Patient"}})
                """
        )
        let order = try #require(bench.placed.first?.order)
        #expect(order.outsideRth)
        #expect(order.hidden)
        #expect(order.algoParams.map(\.tag) == ["adaptivePriority"])
        #expect(order.algoParams.map(\.value) == ["Patient"])
    }

    @Test("IbPy's and older names are accepted")
    func aliases() throws {
        let bench = try ScriptBench(
            """
            place({m_symbol = "AAPL", m_secType = "STK", m_exchange = "SMART", primaryExch = "NASDAQ", m_currency = "USD"},
                {m_action = "BUY", m_totalQuantity = 5, m_orderType = "LMT", m_lmtPrice = 10})
            """
        )
        let intent = try #require(bench.placed.first)
        #expect(intent.contract.primaryExchange == "NASDAQ")
        #expect(intent.order.lmtPrice == 10)
        #expect(intent.order.totalQuantity == 5)
    }

    @Test("A bracket is three orders that TWS releases with the last")
    func bracket() throws {
        let bench = try ScriptBench(
            """
            local b = bracket(contract("AAPL"), {action = "BUY", quantity = 10, limit = 100, target = 110, stop = 95})
            print(b.parent.orderId, b.target.orderId, b.stop.orderId)
            """
        )
        #expect(bench.placed.map(\.order.transmit) == [false, false, true])
        #expect(bench.placed.map(\.order.parentId) == [0, 1, 1])
        #expect(bench.placed.map(\.order.orderType) == [.limit, .limit, .stop])
        #expect(bench.placed.map(\.order.action) == [.buy, .sell, .sell])
        #expect(bench.placed[1].order.lmtPrice == 110)
        #expect(bench.placed[2].order.auxPrice == 95)
        #expect(bench.prints == ["1\t2\t3"])
    }

    @Test("A bracket's stop may trail, and is one or the other")
    func trailingBracket() throws {
        let header = "--[[ibscript\napi = 1\n[trade]\norder_types = [\"MKT\", \"LMT\", \"TRAIL\"]\nshort = true\n]]\n"
        let bench = try ScriptBench(
            header + #"bracket(contract("AAPL"), {action = "SELL", quantity = 10, target = 180, trail = 1.5})"#
        )
        #expect(bench.placed.map(\.order.orderType) == [.market, .limit, .trail])
        #expect(bench.placed.last?.order.auxPrice == 1.5)
        #expect(bench.placed.last?.order.action == .buy)
        for stops in ["", ", stop = 95, trail = 1"] {
            let other = try ScriptBench(
                "bracket(contract('AAPL'), {action = 'BUY', quantity = 1, target = 180\(stops)})"
            )
            #expect(other.end?.message?.contains("expected one of stop and trail") == true)
            #expect(other.placed.isEmpty)
        }
    }

    @Test("A caught denial says which rule, and what to do")
    func caughtDenial() throws {
        let bench = try ScriptBench(
            Self.trade
                + #"local ok, e = pcall(place, contract("AAPL"), order("BUY", 501)) print(ok, e.code, e.remedy ~= nil)"#
        )
        #expect(bench.placed.isEmpty)
        #expect(bench.shown("print") == ["false\tDENIED_MAX_ORDER_QTY\ttrue"])
        #expect(bench.end?.exitCode == 0)
    }

    @Test("A bracket with one part that is denied sends nothing")
    func deniedBracket() throws {
        let bench = try ScriptBench(
            Self.trade + """
                bracket(contract("AAPL"), {action = "BUY", quantity = 10, limit = 100, target = 110, stop = 95})
                """
        )
        #expect(bench.placed.isEmpty)
        #expect(bench.end?.exitCode == 4)
    }

    @Test("prepare places nothing, and goes on where there is nothing to learn")
    func prepare() throws {
        let bench = try ScriptBench(#"prepare(contract("AAPL"), contract("MSFT")) print("ready")"#)
        #expect(bench.prints == ["ready"] && bench.sent.isEmpty && bench.end?.exitCode == 0)
        #expect(try ScriptBench("prepare()").end?.exitCode == 1)
    }

    @Test("an answer that is lost with the connection ends a script that does not mind it as the connection's end")
    func lost() throws {
        let bench = try ScriptBench(#"details(contract("AAPL"))"#)
        bench.disconnect("gone")
        #expect(bench.end?.exitCode == 5 && bench.end?.reason == .connectionLost, "\(String(describing: bench.end))")
        let caught = try ScriptBench(#"print(pcall(details, contract("AAPL"))) error("mine")"#)
        caught.disconnect("gone")
        #expect(caught.end?.exitCode == 1)
    }

    @Test("what_if gives the order state of TWS and places nothing")
    func whatIf() throws {
        let bench = try ScriptBench(
            """
            local s = what_if(contract("AAPL"), order("BUY", 100))
            print(s.initMarginChange, s.commission)
            """
        )
        guard case .placeOrder(let place)? = bench.sent.first else { Issue.record("nothing was sent"); return }
        #expect(place.order.whatIf)
        var open = ServerMessage.OpenOrder()
        open.orderId = place.orderId
        open.order.whatIf = true
        open.order.clientId = 1
        open.orderState.initMarginChange = 5700
        open.orderState.commissionAndFees = 1
        bench.receive(.openOrder(open))
        #expect(bench.prints == ["5700.0\t1.0"])
        #expect(bench.end?.exitCode == 0)
        #expect(bench.placed.isEmpty)
    }

    @Test("While there is no connection nothing is placed")
    func disconnected() throws {
        let bench = try ScriptBench(
            """
            on("disconnected", function() print(pcall(place, contract("AAPL"), order("BUY", 1))) end) sleep(60)
            """
        )
        bench.disconnect("socket closed")
        #expect(bench.prints.first?.contains("there is no connection to TWS") == true)
        #expect(bench.placed.isEmpty)
    }

    @Test("An order that the runtime cannot send is not sent, and its script can tell that from a rejection")
    func refused() throws {
        let bench = try ScriptBench(
            #"local t = place(contract("AAPL"), order("BUY", 1)) print(pcall(t.wait, t)) print(t.status, t.isDone)"#
        )
        bench.refuse(1, because: "the journal is full")
        #expect(bench.prints.first?.contains("the journal is full") == true)
        #expect(bench.prints.last == "NotSent\ttrue")
        #expect(bench.end?.exitCode == 0)
    }
}
