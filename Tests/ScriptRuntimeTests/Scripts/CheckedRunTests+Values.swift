import ScriptCheck
import Testing

/// What the check finds in values: in tables, in what operators and variables make of them, and in whole calls.
extension CheckedRunTests {
    /// Lines of which the check says the same sentence as the run.
    static let values: [Line] = [
        // Times and their zones.
        Line("print(time.parse(\"2026-01-05 10:00:00%\"))", " America/New_York", " EDT"),
        Line(
            "history(c, {bars = \"1 min\", duration = \"1 D\", to = \"2026-01-05 10:00:00%\"})",
            " US/Eastern",
            " EDT"
        ),
        Line("executions{since = %}", "1767600000", "1767600000000"),
        Line("executions{since = \"2026-01-05%\"}", "", " PDT"), Line("executions{time = \"%\"}", "2026-01-05", "soon"),
        Line("print(time.format(%))", "1767600000", "1e15"),
        Line("condition.time(\">\", %)", "\"2026-01-05 12:00\"", "\"noon\""),
        // Spans.
        Line("history(c, {from = \"2026-01-02 10:00\", to = \"2026-01-02 %:00\"})", "11", "09"),
        Line("history(c, {from = \"2026-01-02 10:00 US/Eastern\", to = \"2026-01-02 %\"})", "16:00 UTC", "14:00 UTC"),
        Line("local a, b = 1767366000, 1767369600 history(c, {from = %})", "a, to = b", "b, to = a"),
        Line(
            "history(c, {bars = \"1 day\", duration = \"5 D\", what = \"ADJUSTED_LAST\"%})",
            "",
            ", to = now() - 86400"
        ),
        // Ranges, and lists of names.
        Line("chain(c, {days = %, right = \"C\", strikes = {185, 190}})", "{0, 60}", "{10, 20, 30}"),
        Line("chain(c, {days = %, right = \"C\", strikes = {185, 190}})", "60", "{60, 10}"),
        Line("daily(\"09:35\", print, {days = {\"Mon\", \"%\"}}):off()", "Wed", "Wedd"),
        Line("csv(\"out/c.csv\", {\"a\", %})", "\"b\"", "\"a\""),
        // What is waited for.
        Line("all{a = %}", "function() end", "5"), Line("all{%}", "spawn(function() end)", ""),
        Line("all{a = %}", "spawn(function() end)", "every(1, print)"),
        Line("first_of{a = %}", "1", "true"), Line("first_of{late = %}", "2", "400 * 86400"),
        Line("first_of{%}", "late = 1", ""), Line("wait(%, 1)", "\"fill\"", "c"),
        // Groups.
        Line("oca{%}", "{c, order(\"BUY\", 1, 185)}, {c, order(\"BUY\", 1, 184)}", "c, order(\"BUY\", 1, 185)"),
        Line("oca{{c, order(\"BUY\", 1, 185)}%}", ", {c, order(\"BUY\", 1, 184)}", ""),
        Line("oca{{c, order(\"BUY\", 1, 185)}, {c, order(\"BUY\", 1, 184)}, %}", "reduce = true", "reduce = 1"),
        Line("oca{{c, order(\"BUY\", 1, 185)}, {%, order(\"BUY\", 1, 184)}}", "c", "\"AAPL\""),
        // Arithmetic, and what variables always hold.
        Line("sleep(%)", "3 * 60 // 2", "400 * 86400"), Line("local day = 86400 sleep(day * %)", "0.001", "400"),
        Line("local n = 2 sleep(n - %)", "1", "2"),
        Line("local size = \"%\" history(c, {bars = size})", "5 mins", "7 mins"),
        Line("history(c, {bars = \"1 \" .. \"%\", duration = \"1 D\"})", "min", "mn"),
        // What is kept.
        Line("state.f = %", "5", "function() end"), Line("state.f = %", "\"x\"", "print"),
        Line("state.x = {a = {b = %}}", "1", "print"), Line("state = %", "{a = 1}", "5"),
        Line("state.t = place(c, order(\"BUY\", 1))%", ".orderId", ""),
        // Rows.
        Line("local f = csv(\"out/r.csv\", {\"a\"}) f:row{% = 1}", "a", "b"),
        Line("csv(\"out/r.csv\", {\"a\"}):row{1%}", "", ", 2"),
        Line("csv(\"out/r.csv\", {\"a\"}):row{a = %}", "c.symbol", "{}"),
        // Lua's own functions.
        Line("print(math.floor(%))", "\"3\"", "\"x\""), Line("print(string.rep(%, 2))", "\"x\"", "nil"),
        Line("print(math.max(%))", "1", ""), Line("print(table.concat(%))", "{\"a\"}", "\"a\""),
        Line("print((\"x\"):rep(%))", "2", "\"y\""), Line("print(math.abs(%))", "-1", "true"),
        // Formats.
        Line("log(%)", "\"%d\", 5", "\"%d\", \"x\""), Line("log(%)", "\"%s %s\", 1, 2", "\"%s %s\", 1"),
        Line("log(%)", "\"100%\"", "\"100%\", 5"), Line("log(%)", "\"%d\", 10 // 4", "\"%d\", 10 / 4"),
        Line("print(string.format(%))", "\"%5.1f\", now()", "\"%5.1f\", {}"),
        Line("print((\"$Y\"):%)", "sub(1)", "format(1)"),
        // Fields of messages.
        Line("on(\"orderStatus\", print, {fields = {\"status\", \"%\"}})", "m_filled", "foo"),
        Line("on(\"%\", print, {fields = {\"price\"}}):off()", "tickPrice", "fill"),
        // Tables in tables.
        Line("tws.reqExecutions{filter = {%}}", "symbol = \"AAPL\"", "symbl = \"AAPL\""),
        Line(
            "tws.reqContractDetails{contract = {symbol = \"AAPL\", secType = \"STK\", exchange = \"SMART\", %}}",
            "currency = \"USD\"",
            "curency = \"USD\""
        ),
        Line("contract.combo(\"AAPL\", {{conId = 265598, ratio = 1, % = \"BUY\"}})", "action", "acton"),
        Line("details{%}", "symbol = \"AAPL\"", "symbl = \"AAPL\""),
        Line("details{%}", "symbol = \"AAPL\"", "symbol = 5"),
        Line("prepare(c, {% = \"AAPL\"})", "symbol", "symbl"),
        Line("for _, q in ipairs(quote{c, %}) do q:off() end", "c", "5"),
        Line("contract{%exchange = \"SMART\"}", "symbol = \"AAPL\", ", ""),
        Line("print(os.time{year = 2026, month = %, day = 5})", "1", "1.5"),
        Line("condition.margin(\">\", %)", "30", "30.5"), Line("condition.margin(\"%\", 30)", "<", "="),
        Line("contract(\"AAPL\", \"STK\", \"SMART\", \"NASDAQ\", \"USD\"%)", "", ", \"x\""),
        Line("order{action = \"BUY\", totalQuantity = %}", "1", "print"),
        // Contracts that need a conId.
        Line("pnl(%):off()", "qualify(c)", "c"), Line("pnl{%}:off()", "conId = 265598", "symbl = \"AAPL\""),
        Line("pnl(%):off()", "contract{conId = 265598}", "contract{symbol = \"AAPL\"}"),
        Line("condition.price(%, \">\", 190)", "qualify(c)", "c"),
        Line("condition.change(%, \">\", 5)", "qualify(c)", "contract.stock(\"AAPL\")"),
        // A literal nil.
        Line("log(%)", "\"%d\", 1", "\"%d\", nil"),
        Line("place(c, order.limit(\"BUY\", 1, %))", "185", "nil"),
        Line("place(c, order.stop_limit(\"SELL\", 1, %))", "185, 184", "185, nil"),
    ]

    /// Lines of which the check says what is wrong in words of its own.
    static let others: [Line] = [
        Line("prepare(c, %)", "c", "5"), Line("sleep(%)", "1", ""), Line("sleep(%)", "1", "nil"),
        Line("sleep(%)", "#c.symbol", "now() == 1"), Line("local w = % sleep(w)", "1", "\"1\""),
        Line("place(%)", "c, order(\"BUY\", 1)", "c"), Line("rsi():push(%)", "1", ""),
        Line("every(1, %):off()", "print", "\"print\""), Line("at(\"15:55\"%)", ", print", ""),
        // Methods of texts; numbers have none.
        Line(bought + "print(t.status:%())", "lower", "lowr"), Line("print(c.symbol:%())", "len", "length"),
        Line("print(time.today():%(1, 4))", "sub", "substr"), Line("print(now()%)", " + 1", ":floor()"),
        Line("print((\"x\"):%())", "upper", "uper"), Line(bought + "print(t.filled%)", " + 1", ".x"),
        // Names of earlier clients.
        Line(
            "place(c, order{m_action = \"BUY\", m_totalQuantity = 1, m_orderType = \"LMT\", m_lmtPrice = %})",
            "185",
            "-5"
        ),
        Line("place(c, order{m_action = \"BUY\", m_totalQuantity = 1, m_orderType = \"%\"})", "MKT", "MOC"),
        Line(
            "place(c, order{action = \"BUY\", totalQuantity = 1, m_orderType = \"LMT\", % = 185})",
            "m_lmtPrice",
            "m_limit"
        ),
        Line("place(contract{m_% = \"AAPL\", m_secType = \"STK\"}, order(\"BUY\", 1))", "symbol", "symbl"),
        Line("local t = place(c, order(\"BUY\", 1, 100)) t:modify{% = 101}", "m_lmtPrice", "m_lmtPrce"),
        Line("executions{% = \"AAPL\"}", "m_symbol", "m_symbl"),
        Line(
            "print(contract{symbol = \"ES\", secType = \"FUT\", exchange = \"CME\", % = \"202603\"})",
            "expiry",
            "expires"
        ),
    ]

    @Test("what is wrong is found in words of its own", arguments: others)
    func found(_ line: Line) throws { try agrees(line) }

    /// What is computed, or given later, is left alone.
    static let openValues = [
        "local x = 2 print(math.floor(x), (\"x\"):rep(\"2\"), math.max(table.unpack{1, 2}), string.rep(5, 2))",
        "local math = {floor = print} math.floor(\"x\")",
        "c.conId = 265598 pnl(c):off()", "local q = contract{symbol = \"AAPL\", conId = 265598} pnl(q):off()",
        "log(\"%s\", nil)", "place(c, order(\"BUY\", 1, nil))",
        "local x history(c, {live = true, to = x}):off()",
        "local x history(c, {bars = \"1 day\", duration = \"5 D\", what = \"ADJUSTED_LAST\", to = x})",
        "local n = \"x\" if true then n = 1 end sleep(n)",
        "local n = \"x\" local function set() n = 1 end set() sleep(n)",
        "local n = 2 n = 5 sleep(n - 2)", "sleep(1 or \"x\")", "sleep(true and 1)", "sleep(\"1\" * 1)",
        "local sum = setmetatable({}, {__add = function() return 1 end}) sleep(sum + 1)",
        "state.f = print state.f = nil", "local s = state s.f = print s.f = nil",
        "local columns = {\"a\"} columns[2] = \"b\" csv(\"out/o.csv\", columns):row{b = 1}",
        "local parts = {1, 2} log(\"%d %d\", table.unpack(parts))", "log(\"%d\", c.conId or 0)",
        "local x log(\"%s\", x)", "log(\"100%\")", "local f = function() end all{f, f}", "all{a = print}",
        "local both = {c, order(\"BUY\", 1)} place(table.unpack(both))", "c.symbol = {1} print(c.symbol.x)",
        "local f = {action = \"BUY\"} f.totalQuantity = 1 place(c, order.market(f))",
        "print(time.format(), time.date().year)",
        "print(contract{symbol = \"AAPL\", primaryExch = \"NASDAQ\"}.m_primaryExchange)", "screen{}",
    ]

    @Test("the check says the sentence of the run", arguments: values)
    func sentence(_ line: Line) throws {
        let (wrong, end) = (line.with(line.wrong), try status(line.with(line.wrong)).1)
        #expect(errors(wrong).contains { end.contains($0.message) }, "\(errors(wrong)); \(end)")
    }
}
