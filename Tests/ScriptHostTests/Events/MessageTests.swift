import ScriptHost
import TWSWire
import Testing

@Suite("messages")
struct MessageTests {
    @Test("print shows a message as the article does")
    func prints() throws {
        let bench = try ScriptBench("on('*', print) sleep(1)")
        bench.receive(TWS.status(7, .submitted, remaining: 2000))
        #expect(
            bench.prints == [
                "<orderStatus orderId=7, status=Submitted, filled=0, remaining=2000, avgFillPrice=0.0, permId=5007, "
                    + "parentId=0, lastFillPrice=0.0, clientId=1, mktCapPrice=0.0>"
            ]
        )
    }

    @Test("Structures are printed inside, without what is false, 0 or empty")
    func nested() throws {
        let bench = try ScriptBench(
            "on('execDetails', function(m) print(m) print(m.contract.symbol, m.contract) end) sleep(1)"
        )
        bench.receive(TWS.execution(1, "a.1.01.01", shares: 5, price: 10.5))
        #expect(
            bench.prints == [
                "<execDetails reqId=-1, execution=<Execution orderId=1, execId=a.1.01.01, side=BOT, shares=5, price=10.5, "
                    + "clientId=1>, contract=<Contract symbol=AAPL>>",
                "AAPL\t<Contract conId=0, symbol=AAPL, includeExpired=false>",
            ]
        )
    }

    @Test("A handler may get single fields as arguments, beside one that gets a table")
    func fields() throws {
        let bench = try ScriptBench(
            """
            local function show(...) print(select('#', ...), ...) end
            on("orderStatus", show, {fields = {"orderId", "status", "whyHeld", "remaining"}})
            on("orderStatus", function(msg) print(msg.orderId) end)
            on("openOrder", function(order) print(order.totalQuantity) end, {fields = {"order"}})
            sleep(1)
            """
        )
        bench.receive(TWS.status(7, .submitted, remaining: 2000))
        #expect(bench.prints == ["4\t7\tSubmitted\tnil\t2000", "7"])
    }

    @Test("The only handler of a message gets its fields likewise")
    func onlyFields() throws {
        let bench = try ScriptBench(
            "on('tickPrice', function(id, price) print(id, price) end, {fields = {'tickerId', 'price'}}) sleep(1)"
        )
        bench.receive(.tickPrice(Self.tick(price: 190.25)))
        #expect(bench.prints == ["1\t190.25"])
    }

    @Test(
        "The only handler of a message gets as many arguments as it can see",
        arguments: [
            ("function() n = (n or 0) + 1 print(n) end", "1"), ("function(m) print(m.price) end", "190.25"),
            ("function(...) print(select('#', ...), (...).price) end", "1\t190.25"),
            ("function(m, nothing) print(m.price, nothing) end", "190.25\tnil"),
            ("function(m) print(m.tickerId, m.m_field, m.price) end", "1\t4\t190.25"),
            ("function(m) m.price = m.price + 1 print(m.price, m.attrMask) end", "191.25\t0"),
            ("function(m) for k in pairs(m) do n = (n or 0) + 1 end print(n, m.price) end", "4\t190.25"),
            (
                "function(m) print(m.price, pcall(function() return m.prize end)) end",
                "190.25\tfalse\ttest.lua:1: tickPrice.prize: no such field; did you mean price?"
            ),
            ("print", "<tickPrice reqId=1, tickType=4, price=190.25, attrMask=0>"),
        ]
    )
    func arguments(handler: String, line: String) throws {
        let bench = try ScriptBench("on('tickPrice', \(handler)) sleep(1)")
        bench.receive(.tickPrice(Self.tick(price: 190.25)))
        #expect(bench.prints == [line])
    }

    private static func tick(price: Double) -> ServerMessage.TickPrice {
        var tick = ServerMessage.TickPrice()
        (tick.reqId, tick.tickType, tick.price) = (1, 4, price)
        return tick
    }

    @Test(
        "Fields that are none are refused",
        arguments: [
            ("on('tickPrice', print, {fields = {'prize'}})", "tickPrice.prize: no such field; did you mean price?"),
            ("on('*', print, {fields = {'price'}})", "on: fields: \"*\" is not a TWS message, so it has no fields"),
            ("on('tickPrice', print, {fields = 'price'})", "on: fields: expected a list of up to 16 names"),
            ("on('tickPrice', print, {filds = {'price'}})", "on: options.filds: no such field"),
            ("on('tickPrice', print, 7)", "on: options: expected a table"),
        ]
    )
    func refusedFields(call: String, message: String) throws {
        let bench = try ScriptBench("local ok, e = pcall(function() \(call) end) print(ok, e) sleep(1)")
        #expect(bench.prints.first?.hasPrefix("false\ttest.lua:1: \(message)") == true, "\(bench.prints)")
    }

    @Test("The order-routing example")
    func routing() throws {
        let bench = try ScriptBench(
            """
            on("error", function(msg) print("Server Error:", msg) end)
            on("*", function(msg) print("Server Msg:", msg.typeName, "-", msg) end)
            sleep(1)
            """
        )
        bench.receive(TWS.error(-1, 2104, "Market data farm connection is OK:usfarm"))
        let shown =
            "<error reqId=-1, errorCode=2104, errorString=Market data farm connection is OK:usfarm, errorTime=0>"
        #expect(bench.prints == ["Server Error:\t\(shown)", "Server Msg:\terror\t-\t\(shown)"])
    }

    @Test(
        "Every name of a message is understood",
        arguments: [
            "nextValidId", "NextValidId", "nextvalidid",
        ]
    )
    func names(name: String) throws {
        let bench = try ScriptBench("on('\(name)', function(m) print(m.typeName, m.orderId) end) sleep(1)")
        bench.receive(TWS.nextValidId(42))
        #expect(bench.prints == ["nextValidId\t42"])
    }

    @Test("The commission report under its older names")
    func commissionReport() throws {
        let bench = try ScriptBench(
            """
            for _, name in ipairs{"commissionReport", "CommissionReport", "commissionAndFeesReport"} do
                on(name, function(m) print(m.commission, m.m_commission, m.commissionAndFees, m.realizedPNL) end)
            end
            sleep(1)
            """
        )
        bench.receive(TWS.commission("a", 1.25))
        #expect(bench.prints == Array(repeating: "1.25\t1.25\t1.25\tnil", count: 3))
    }

    @Test("Unknown messages and fields are errors with the nearest name")
    func unknown() throws {
        #expect(
            try ScriptBench("on('orderStatsu', print)").end?.message
                == "on: \"orderStatsu\": no such message or event; did you mean orderStatus? (test.lua:1)"
        )
        let bench = try ScriptBench("on('orderStatus', function(m) print(m.filed) end) sleep(1)")
        bench.receive(TWS.status(1, .submitted))
        #expect(bench.end?.message == "orderStatus.filed: no such field; did you mean filled? (test.lua:1)")
    }

    @Test("off ends a handler at once, also while an event is delivered")
    func off() throws {
        let bench = try ScriptBench(
            """
            local b
            local a = on("nextValidId", function(m) print("a", m.orderId) b:off() end)
            b = on("nextValidId", function(m) print("b", m.orderId) end)
            on("nextValidId", function(m) if m.orderId == 2 then off(a) end end)
            sleep(1)
            """
        )
        bench.receive(TWS.nextValidId(1), TWS.nextValidId(2), TWS.nextValidId(3))
        #expect(bench.prints == ["a\t1", "a\t2"])
    }

    @Test("A handler sees the state that its message made")
    func stateFirst() throws {
        let bench = try ScriptBench(
            """
            local t = place(contract("AAPL"), order("BUY", 100))
            on("execDetails", function() print(t.filled, t.avgFillPrice) end)
            """
        )
        bench.receive(TWS.execution(1, "a.1.01.01", shares: 100, price: 12.5))
        #expect(bench.prints == ["100\t12.5"])
    }

    @Test("Handlers may wait")
    func waiting() throws {
        let bench = try ScriptBench(
            """
            on("nextValidId", function(m) sleep(m.orderId) print(m.orderId, now()) end) sleep(5)
            """
        )
        bench.receive(TWS.nextValidId(2), TWS.nextValidId(1))
        bench.advance(3)
        #expect(bench.prints == ["1\t1001.0", "2\t1002.0"])
    }

    @Test("Messages are fresh tables: what one handler does to them the next does not see")
    func fresh() throws {
        let bench = try ScriptBench(
            """
            on("nextValidId", function(m) m.orderId = 99 end)
            on("nextValidId", function(m) print(m.orderId) end) sleep(1)
            """
        )
        bench.receive(TWS.nextValidId(5))
        #expect(bench.prints == ["5"])
    }

    @Test("What a handler starts comes after the other handlers; what it registers hears the next message")
    func order() throws {
        let bench = try ScriptBench(
            """
            on("tickPrice", function(m)
                spawn(function() print("spawned", m.price) end)
                if m.price == 1 then on("tickPrice", function(m) print("second", m.price) end) end
                print("first", m.price)
            end)
            sleep(1)
            """
        )
        bench.receive(TWS.price(1, 1, 1), TWS.price(1, 1, 2))
        #expect(bench.prints == ["first\t1.0", "spawned\t1.0", "first\t2.0", "second\t2.0", "spawned\t2.0"])
    }

    @Test("A wait inside a handler gets the next message, after its handlers")
    func waitInside() throws {
        let bench = try ScriptBench(
            """
            on("tickPrice", function(m)
                print("tick", m.price)
                if m.price == 1 then print("waited", wait("tickPrice").price) end
            end)
            sleep(1)
            """
        )
        bench.receive(TWS.price(1, 1, 1), TWS.price(1, 1, 2), TWS.price(1, 1, 3))
        #expect(bench.prints == ["tick\t1.0", "tick\t2.0", "waited\t2.0", "tick\t3.0"])
    }

    @Test("Messages wait their turn while a handler computes")
    func busy() throws {
        let bench = try ScriptBench(
            "on('tickPrice', function(m) for i = 1, 1e6 do end print(m.price) end) sleep(1)",
            turnsByHand: true
        )
        bench.receive(TWS.price(1, 1, 1), TWS.price(1, 1, 2), TWS.price(1, 1, 3))
        #expect(bench.prints == [])
        for _ in 0..<100 where bench.prints.count < 3 { bench.send(.continueSlice) }
        #expect(bench.prints == ["1.0", "2.0", "3.0"])
    }

    @Test("A handler on market data keeps the run alive until it is off")
    func keepsAlive() throws {
        let bench = try ScriptBench("local h h = on('tickSize', function(m) print(m.size) h:off() end)")
        #expect(bench.end == nil)
        var message = ServerMessage.TickSize()
        (message.reqId, message.tickType, message.size) = (1, 0, 5)
        bench.receive(.tickSize(message))
        #expect(bench.prints == ["5"])
        #expect(bench.end?.reason == .finished)
    }
}
