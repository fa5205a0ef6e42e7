import TWSWire
import Testing
import Trading

@Suite("Orders with a key, and orders of before")
struct KeyedOrderTests {
    private static let place = #"place(contract("AAPL"), order("BUY", 100), {key = "k1"})"#

    /// A bench that has asked TWS for everything and was not answered.
    private static func starting(_ source: String, history: JournalHistory = JournalHistory()) throws -> ScriptBench {
        try ScriptBench(source, startsFresh: false, history: history)
    }

    private static func past(_ orderId: Int, client: Int = 1) -> JournalHistory {
        var order = Order()
        (order.action, order.totalQuantity, order.orderType) = (.buy, 100, .market)
        order.orderRef = OrderReference(key: "k1", of: "test")?.description ?? ""
        var contract = Contract()
        (contract.symbol, contract.secType, contract.exchange, contract.currency) = ("AAPL", .stock, "SMART", "USD")
        let past = PastOrder(
            reference: order.orderRef,
            scriptName: "test",
            file: "",
            clientId: client,
            orderId: orderId,
            contract: contract,
            placed: RunInstant(seconds: 1_767_625_200),
            order: order,
            wasSent: true,
            isReleased: false,
            messages: []
        )
        return JournalHistory(orders: [past], highestOrderId: [1: orderId])
    }

    private static func open(_ orderId: Int, client: Int = 1) -> ServerMessage {
        let past = past(orderId).orders[0]
        var message = ServerMessage.OpenOrder()
        (message.orderId, message.contract, message.order) = (orderId, past.contract, past.order)
        (message.order.clientId, message.order.permId) = (client, 5_000 + orderId)
        message.orderState.status = .submitted
        return .openOrder(message)
    }

    @Test("place waits until everything was read, and raises or gives its trade at its own line")
    func waits() throws {
        let bench = try Self.starting(#"print("before") local t = \#(Self.place) print(t.orderId, t.status)"#)
        #expect(bench.prints == ["before"])
        #expect(bench.placed.isEmpty)
        bench.answerRound()
        #expect(bench.placed.map(\.order.orderRef) == [OrderReference(key: "k1", of: "test")?.description])
        #expect(bench.prints.last == "1\tPendingSubmit")
    }

    @Test("A denied order is denied when its turn has come, at its line")
    func denied() throws {
        let bench = try Self.starting(
            "local ok, e = pcall(place, contract(\"AAPL\"), order(\"BUY\", -1))\nprint(ok, e.code)"
        )
        bench.answerRound()
        #expect(bench.prints == ["false\tDENIED_INVALID_QUANTITY"])
    }

    @Test(
        "Where a script cannot wait, the call says so and nothing is sent later",
        arguments: [
            #"table.sort({1, 2}, function() place(contract("AAPL"), order("BUY", 1)) end)"#,
            #"coroutine.wrap(function() place(contract("AAPL"), order("BUY", 1)) end)()"#,
            #"string.gsub("a", "a", function() orders() end)"#,
        ]
    )
    func cannotWait(_ call: String) throws {
        let bench = try Self.starting("local ok, e = pcall(function() \(call) end) print(ok, e.code) stop()")
        #expect(bench.prints == ["false\tnot_reconciled"])
        bench.answerRound()
        #expect(bench.placed.isEmpty)
    }

    @Test("On a simulator of the run's own nothing is asked, and an order leaves at once, anywhere")
    func fresh() throws {
        let bench = try ScriptBench(
            #"coroutine.wrap(function() place(contract("AAPL"), order("BUY", 1)) end)() print(#orders())"#
        )
        #expect(bench.sent.isEmpty)
        #expect(bench.placed.count == 1)
        #expect(bench.prints == ["1"])
    }

    @Test("Without an answer the call raises after 30 s, and nothing leaves after that")
    func late() throws {
        let bench = try Self.starting("local ok, e = pcall(function() \(Self.place) end) print(ok, e.code) sleep(60)")
        bench.advance(30)
        #expect(bench.prints == ["false\tnot_reconciled"])
        bench.answerRound()
        #expect(bench.placed.isEmpty)
    }

    @Test("A connection that is lost meanwhile refuses the call at once")
    func lost() throws {
        let bench = try Self.starting("local ok, e = pcall(function() \(Self.place) end) print(ok, e.code) sleep(60)")
        bench.disconnect("reset")
        #expect(bench.prints == ["false\tnot_connected"])
        bench.reconnect()
        bench.answerRound()
        #expect(bench.placed.isEmpty)
    }

    @Test("The same key twice gives the same trade, and one order leaves; a line says so")
    func same() throws {
        let bench = try ScriptBench("local a, b = \(Self.place), \(Self.place) print(a == b)")
        #expect(bench.prints == ["true"])
        #expect(bench.placed.count == 1)
        #expect(bench.logs.contains { $0.contains("already exists under its key") })
    }

    @Test("Other terms raise KEY_IN_USE with both orders")
    func keyInUse() throws {
        let bench = try ScriptBench(
            #"\#(Self.place) local ok, e = pcall(place, contract("AAPL"), order("SELL", 7), {key = "k1"}) print(e.code, e.message)"#
        )
        let line = try #require(bench.prints.first)
        #expect(line.hasPrefix("KEY_IN_USE\t"))
        #expect(line.contains("BUY 100 AAPL MKT") && line.contains("SELL 7 AAPL MKT"))
    }

    @Test(
        "Options are checked: names, kinds and the form of a key",
        arguments: [
            ("{keys = 'a'}", "key"), ("{key = 1}", "key"), ("{key = 'a.b'}", "key"), ("{key = ''}", "key"),
            ("'k1'", "table"),
        ]
    )
    func options(_ options: String, _ hint: String) throws {
        let bench = try ScriptBench(
            #"local ok, e = pcall(place, contract("AAPL"), order("BUY", 1), \#(options)) print(ok, tostring(e))"#
        )
        let line = try #require(bench.prints.first)
        #expect(line.hasPrefix("false") && line.contains(hint))
        #expect(bench.placed.isEmpty)
    }

    @Test("A bracket bears its key with -t and -s behind; 14 characters are the most")
    func bracket() throws {
        let call = { (key: String) in
            #"bracket(contract("AAPL"), {action = "BUY", quantity = 1, target = 200, stop = 100, key = "\#(key)"})"#
        }
        let bench = try ScriptBench("\(call("k1")) \(call("k1"))")
        let parts = bench.placed.map { $0.order.orderRef.split(separator: ".").last.map(String.init) }
        #expect(parts == ["k1", "k1-t", "k1-s"])
        let long = try ScriptBench("local ok, e = pcall(function() \(call("0123456789abcde")) end) print(e.code)")
        #expect(long.prints == ["invalid_key"])
    }

    @Test("orders() gives the order of an earlier run as a trade that can be modified, waited for and cancelled")
    func orders() throws {
        let bench = try Self.starting(
            """
            local t = orders()[1]
            print(t.orderId, t.status, t.order.totalQuantity)
            t:on("fill", function(f) print("fill", f.shares) end)
            t:modify{totalQuantity = 50}
            t:cancel()
            print(pcall(t.wait, t))
            print(#orders())
            """,
            history: Self.past(5)
        )
        bench.answerRound(openOrders: [Self.open(5)])
        #expect(bench.prints == ["5\tPendingSubmit\t100"])
        #expect(bench.modified.map(\.orderId) == [5] && bench.cancelled == [5])
        bench.receive(TWS.status(5, .cancelled))
        #expect(bench.prints.last == "0")
    }

    @Test("An order of another client id is listed; changing it names --client-id")
    func otherClient() throws {
        let bench = try Self.starting(
            "local t = orders()[1] print(t.orderId) local ok, e = pcall(t.cancel, t) print(e.code, e.remedy)",
            history: Self.past(5, client: 9)
        )
        bench.answerRound(openOrders: [Self.open(5, client: 9)])
        #expect(bench.prints.first == "5")
        #expect(bench.prints.last?.hasPrefix("other_client\t") == true)
        #expect(bench.prints.last?.contains("--client-id 9") == true)
    }

    @Test("An order that TWS does not name is Unknown for the script, and tells so")
    func unknown() throws {
        let bench = try Self.starting(
            "local t = \(Self.place) print(t.status) print(t:wait(1))",
            history: Self.past(5)
        )
        bench.answerRound()
        #expect(bench.prints == ["Unknown"])
        #expect(bench.placed.isEmpty)
        bench.advance(1)
        #expect(bench.prints == ["Unknown", "nil"])
    }

    @Test("The calls for the account need the header's scope", arguments: ["orders", "cancel_all"])
    func scope(_ function: String) throws {
        let call = "\(function){account = true}"
        let bench = try ScriptBench("local ok, e = pcall(function() \(call) end) print(e.code, e.remedy)")
        #expect(bench.prints.first?.hasPrefix("DENIED_SCOPE\t") == true)
        #expect(bench.prints.first?.contains("scope = \"account\"") == true)
        let open = try ScriptBench(
            "--[[ibscript\napi = 1\n[trade]\nscope = \"account\"\n]]\nlocal ok = pcall(function() \(call) end) print(ok)"
        )
        #expect(open.prints == ["true"])
    }
}
