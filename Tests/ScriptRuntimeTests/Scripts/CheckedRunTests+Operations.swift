import ScriptCheck
import Testing

/// What the check finds in operators, calls and loops, and in what a script does to the host's objects.
extension CheckedRunTests {
    private static let days = "local h = history(c, {bars = \"1 day\", duration = \"5 D\"}) "

    /// Lines of which the check says the same sentence as the run.
    static let operations: [Line] = [
        // Operators.
        Line("print(%)", "\"1\" + 1", "\"x\" + 1"), Line("print(% + 1)", "1", "contract(\"AAPL\").symbol"),
        Line("print(1 + %)", "1", "nil"), Line("print(1 - %)", "1", "{}"), Line("print(-%)", "\"5\"", "\"abc\""),
        Line("print(% .. \"a\")", "1", "{}"), Line("print(\"done \" .. %)", "1", "true"),
        Line("print(\"c \" .. %)", "c.symbol", "c"), Line("print(#%)", "\"5\"", "5"),
        Line("print(% < 5)", "4", "\"4\""), Line("print(5 > %)", "4", "nil"),
        Line("print(time.format(now(), \"$Y\") > %)", "\"15\"", "15"),
        Line("print(time.date().hour >= %)", "15", "\"15\""),
        // Variables that are never given a value, globals that do not exist, and functions that are not called.
        Line("local x % print(x + 1)", "= 1", ""), Line("local x % print(\"a\" .. x)", "= 1", ""),
        Line("local x % print(x.symbol)", "= c", ""), Line("print(now% + 5)", "()", ""),
        Line("print(#positions%)", "()", ""), Line("print(account%.NetLiquidation)", "()", ""),
        Line("print(position% > 0)", "(c)", ""), Line("if % > 1 then print(1) end", "2", "undefined"),
        // Calls and loops.
        Line("local f = % f()", "function() end", "5"), Line("local f = % print(f())", "now", "\"abc\""),
        Line(bought + "print(t%)", ".status", "()"), Line("print(time%)", ".today()", "()"),
        Line("for _, p in %(positions()) do print(p.position) end", "ipairs", ""),
        Line(days + "for _, b in %(h) do print(b.close) end", "ipairs", ""),
        Line("for i, x in %{1, 2} do print(x) end", "ipairs", ""), Line("for i = 1, % do print(i) end", "2", "\"x\""),
        Line("for _, p in ipairs(positions%) do print(p) end", "()", ""),
        // Places below the first, and members of a table.
        Line(days + "for i = %, 2 do print(h[i].close) end", "1", "0"),
        Line(days + "print(h[%].close)", "1", "0"), Line(days + "print(h[%].close)", "#h", "-1"),
        Line("local t = {5} print(t[%] + 1)", "1", "0"), Line("local t = {} %", "t[1] = 5", "t.append(5)"),
        Line("local t = {1} print(%)", "#t", "t:len()"),
        // Functions that give nothing.
        Line("print(1 + (%))", "2", "sleep(1)"),
        // Arguments in the middle.
        Line("place(c, order.limit(\"BUY\", %, 185))", "1", "nil"),
        Line("print(order(\"BUY\", %, 185).action)", "1", "nil"),
        Line("place(c, order.stop_limit(\"SELL\", 1, %, 184))", "185", "nil"),
        // What cannot be set or changed.
        Line(bought + "%", "print(t.status)", "t.status = \"x\""),
        Line("local t = place(c, order(\"BUY\", 1, 100)) t:modify{%}", "lmtPrice = 101", "action = \"SELL\""),
        // Arguments of methods and constructors.
        Line("atr(14):push(%)", "{high = 2, low = 1, close = 1}", "190"),
        Line("sma(3):push(%)", "{close = 1}", "{1, 2, 3}"),
        Line("print(vwap(%).ready)", "", "14"), Line("print(sma(20%).ready)", "", ", 50"),
        Line("contract(%)", "\"AAPL\"", "\"\""), Line("contract.forex(%)", "\"EURUSD\"", "\"EUR\""),
        // Fields that are set later.
        Line("local o = order(\"BUY\", 1, 185) o.% = \"DAY\" place(c, o)", "tif", "TIF"),
        Line("local o = order(\"BUY\", 1, 185) o.lmtPrice = % place(c, o)", "184", "\"184\""),
        Line("local q = contract(\"AAPL\") q.% = \"USD\" qualify(q)", "currency", "curency"),
    ]

    /// Lines of which the check says what is wrong in words of its own, or which the run denies.
    static let objectsAndOptions: [Line] = [
        Line(bought + "print(t.isDone%)", "", "()"), Line("local q = quote(c) print(q.bid%) q:off()", "", "()"),
        Line("print(c.conId%)", " == c", " < c"),
        Line("print(contract%stock(\"AAPL\").symbol)", ".", ":"), Line("tws%reqPositions()", ".", ":"),
        Line("print(order%limit(\"BUY\", 1, 185).lmtPrice)", ".", ":"),
        Line("quote(c%):off()", "", ", contract(\"MSFT\")"),
        Line("history(c, %)", "{bars = \"1 day\", duration = \"5 D\"}", "c"),
        Line("print(first_of%)", "{late = 1}", "(every(1, print))"),
        Line("local b = bars(c, \"1 min\") rsi():over(%) b:off()", "b", "{1, 2}"),
        Line("local o = order(\"BUY\", 1, 185) o.% place(c, o)", "tif = \"DAY\"", "transmit = false"),
        Line("local o = order(\"BUY\", 1, 185) o.% place(c, o)", "tif = \"DAY\"", "outsideRth = true"),
        Line("local o = order(\"BUY\", 1) o.totalQuantity = % place(c, o)", "2", "0"),
        Line(
            "place(%, order(\"BUY\", 1, 1))",
            "c",
            "contract.combo(\"AAPL\", {{conId = 265598, ratio = 1, action = \"BUY\"}})"
        ),
        Line("on(\"orderstatus\", function(m) print(m.%) end) " + bought, "status", "state"),
    ]

    /// What may be right.
    static let openOperations = [
        "local x x = 1 print(x + 1)", "local function f() end print(pcall(f))", "print(\"10\" * 2, \"3\" < \"4\")",
        "local t = {} t.a = 1 print(t.a + 1)", "local t = {} local k = \"a\" t[k] = print t.a()",
        "local t = {[0] = 5} print(t[0] + 1)", "local o = order(\"BUY\", 1) o.tag = 1 print(o.tag)",
        "pnl(accounts()[1]):off()", "print(own:positions())", "print(contract(\"177\").symbol + 1)",
        "local t = setmetatable({}, {__add = function() return 1 end}) print(t + 1)",
        "local n = 0 for i = 1, 3 do local l = {} l[i] = i n = n + #l end print(n)",
        // Functions among the arguments of Lua's own.
        "print((\"ab\"):gsub(\"a\", function(s) return s:upper() end))",
        // What is asked for before it is used.
        "local limit = nil local o = order(\"BUY\", 10) if limit then o = order(\"BUY\", 10, limit * 1.01) end",
        "local y if y ~= nil then print(y.z) end", "local n print(n and n + 1)", "local f if f then f() end",
        "local x print(x == nil and 0 or x.v)", "local x while x do x() end", "local x repeat until not x or x.y",
        "local function change(p) local last if last == nil then return 0 end return p - last end print(change(1))",
        "local x if type(x) == \"number\" then print(x + 1) end", "if helper then helper() end",
        // Places below the first that the script fills.
        "local t = {} for i = 0, 3 do t[i] = i end print(t[0] + 1)", "local t, k = {}, 0 t[k] = 5 print(t[0] + 1)",
        days + "for i = 0, 2 do if i > 0 then print(h[i].close) end end",
    ]

    @Test("the check says the sentence of the run about operators, calls and loops", arguments: operations + library)
    func operationSentence(_ line: Line) throws {
        try agrees(line)
        let (wrong, end) = (line.with(line.wrong), try status(line.with(line.wrong)).1)
        #expect(errors(wrong).contains { end.contains($0.message) }, "\(errors(wrong)); \(end)")
    }

    @Test("what is done to the host's objects is found", arguments: objectsAndOptions)
    func operationFound(_ line: Line) throws { try agrees(line) }

    @Test("what may be right is left alone", arguments: openOperations + openLibrary)
    func operationLeftAlone(_ text: String) throws { try leftAlone(text) }

    /// Headers with inputs and permissions, and a line with `%`.
    static let headed: [(String, Line)] = [
        ("[inputs]\nqty = { type = \"integer\", default = 1 }", Line("print(input.qty%)", " + 1", ":upper()")),
        ("[inputs]\ngo = { type = \"boolean\", default = true }", Line("print(%)", "input.go", "input.go + 1")),
        ("[inputs]\ns = { type = \"symbol\", default = \"AAPL\" }", Line("%", "print(input.s)", "input.s = \"X\"")),
        ("[trade]\nsymbols = [\"AAPL\"]", Line("place(contract(\"%\"), order(\"BUY\", 1))", "AAPL", "MSFT")),
        (
            "[trade]\nalgos = [\"Adaptive\"]",
            Line(
                "place(contract(\"AAPL\"), order{action = \"BUY\", totalQuantity = 1, orderType = \"MKT\", algoStrategy = \"%\"})",
                "Adaptive",
                "Vwap"
            )
        ),
        (
            "[trade]\nsymbols = [\"AAPL\"]",
            Line("for _, s in ipairs{\"AAPL\"%} do place(contract(s), order(\"BUY\", 1)) end", "", ", \"MSFT\"")
        ),
        (
            "[trade]\nsymbols = [\"AAPL\"]",
            Line(
                "local list = {\"AAPL\"%} for _, s in ipairs(list) do place(contract(s), order(\"BUY\", 1)) end",
                "",
                ", \"MSFT\""
            )
        ),
        (
            "[inputs]\nqty = { type = \"string\", default = \"5\" }",
            Line("place(contract(\"AAPL\"), order(\"BUY\", %))", "tonumber(input.qty)", "input.qty")
        ),
        (
            "[trade]\nconditions = true",
            Line(
                "local o = order(\"BUY\", 1) o.conditions = % place(contract(\"AAPL\"), o)",
                "{condition.time(\">\", now() + 60)}",
                "condition.time(\">\", now() + 60)"
            )
        ),
        ("[files]\nwrite = [\"out/*\"]", Line("local j = json(\"out/x\") j:write{a = %} j:close()", "1", "print")),
    ]

    /// Lines after a header that permits orders of 500, which end well.
    static let corrected: [String] = [
        "local o = order(\"BUY\", 1000) o.totalQuantity = 10 place(c, o)",
        "local o = order(\"HOLD\", 10) o.action = \"BUY\" place(c, o)",
        "local function size(o, n) o.totalQuantity = n return o end place(c, size(order(\"BUY\", 1000), 10))",
    ]

    @Test("an order that is corrected before it is placed is left alone", arguments: corrected)
    func leftAloneOrder(_ text: String) throws {
        let source =
            "--[[ibscript\napi = 1\nname = \"example\"\n[trade]\nmax_order_qty = 500\n]]\n"
            + "local c = contract(\"AAPL\")\n" + text
        let (good, end) = try status(source)
        #expect(good == 0, "\(end)")
        #expect(errors(source).isEmpty, "\(errors(source))")
    }

    @Test("what the header says of inputs and permissions is known", arguments: headed)
    func headed(_ keys: String, _ line: Line) throws {
        func source(_ word: String) -> String {
            "--[[ibscript\napi = 1\nname = \"example\"\n\(keys)\n]]\n" + line.text.replacing("%", with: word)
        }
        let (good, end) = try status(source(line.right))
        #expect(good == 0, "\(end)")
        #expect(errors(source(line.right)).isEmpty, "\(errors(source(line.right)))")
        #expect([1, 4].contains(try status(source(line.wrong)).0))
        #expect(!errors(source(line.wrong)).isEmpty)
    }

    /// Lines under `pcall`: the run goes on, and the check warns of what will be caught.
    static let protected: [String] = [
        "pcall(function() history(c, {bars = \"7 mins\"}) end)", "pcall(history, c, {bars = \"7 mins\"})",
        "xpcall(function() history(c, {bars = \"7 mins\"}) end, print)", "xpcall(sleep, print, 0)",
        "local function try() history(c, {bars = \"7 mins\"}) end print(pcall(try))",
        "local try = function() print(nil + 1) end print(pcall(try))", "function try() sleep(0) end print(pcall(try))",
        "pcall(function() if now() > 0 then plcae() end end)", "pcall(place, c, order(\"BUY\", 1), {kee = \"x\"})",
        "pcall(function() for _, x in ipairs{1} do sleep(0) end end)",
        "pcall(function() all{a = function() sleep(0) end} end)", "pcall(place, c, order(\"BUY\", 1e9))",
        "local o = order(\"BUY\", 1e9) print(pcall(place, c, o))",
    ]

    @Test("what a pcall catches is a warning", arguments: protected)
    func caught(_ text: String) throws {
        let source = Self.header + text
        let (good, end) = try status(source)
        #expect(good == 0, "\(end)")
        #expect(errors(source).isEmpty, "\(errors(source))")
        #expect(findings(source).contains { $0.severity == .warning && $0.line == 11 && $0.code != .missingPermission })
    }

    /// Lines that end the script although a `pcall` stands near.
    static let unprotected: [String] = [
        "pcall(print, history(c, {bars = \"7 mins\"}))", "local function try() sleep(0) end pcall(try) try()",
        "pcall(function() every(1, function() sleep(0) end) end)",
        "local function try() sleep(0) end try() print(pcall(now))",
        "pcall(print, contract(\"AAPL\", \"SMART\"))",
        "local o = order(\"BUY\", 1e9) print(pcall(place, c, o)) place(c, o)",
    ]

    @Test("what no pcall catches is an error", arguments: unprotected)
    func uncaught(_ text: String) throws {
        let source = Self.header + text
        #expect([1, 4].contains(try status(source).0))
        #expect(!errors(source).isEmpty)
    }
}
