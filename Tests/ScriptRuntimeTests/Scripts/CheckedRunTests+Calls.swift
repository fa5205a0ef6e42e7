import ScriptCheck
import Testing

/// What the check knows of calls by what they were given: which trades a bracket has, what a wait for an event gives, and
/// functions of the host in variables.
extension CheckedRunTests {
    private static let exits =
        "local b = bracket(c, {action = \"BUY\", quantity = 1, limit = 185, target = 200, stop = 170}) "
    private static let trailing = "local b = bracket(c, {action = \"SELL\", quantity = 1, limit = 195, trail = 2}) "

    /// Lines of which the check finds the mistake.
    static let calls: [Line] = [
        // The trades of a bracket, and elements of what has none.
        Line(exits + "b%:modify{totalQuantity = 2}", ".parent", "[1]"),
        Line(exits + "b.stop:modify{% = 171}", "auxPrice", "lmtPrice"),
        Line(exits + "b.target:modify{% = 201}", "lmtPrice", "auxPrice"),
        Line(exits + "b.parent:modify{% = 184}", "lmtPrice", "auxPrice"),
        Line(trailing + "b.stop:modify{% = 3}", "auxPrice", "lmtPrice"),
        Line(trailing + "b.%:cancel()", "stop", "target"),
        Line(trailing + "print(b.%.status)", "parent", "target"),
        Line(trailing + "local t = b.% print(t.status)", "stop", "target"),
        Line(trailing + "cancel(b.%)", "stop", "target"), Line(bought + "print(t%.shares)", ".fills[1]", "[1]"),
        Line("local q = quote(c) print(q% + 1) q:off()", ".bid", "[1]"),
        // What a wait gives.
        Line("local t = place(c, order(\"BUY\", 1)) local f = t:wait(\"fill\", 9) print(f.%)", "shares", "qty"),
        Line(
            "local t = place(c, order(\"BUY\", 1)) local f = t:wait(\"commission\", 9) print(f.%)",
            "commission",
            "fee"
        ),
        Line("local t = place(c, order(\"BUY\", 1)) print(t:wait(\"done\", 9).%)", "filled", "qty"),
        Line("place(c, order(\"BUY\", 1)) local f = wait(\"fill\", 9) print(f.%)", "price", "prc"),
        Line("place(c, order(\"BUY\", 1)) local m = wait(\"orderStatus\", 9) print(m.%)", "avgFillPrice", "price"),
        Line("local b = bars(c, \"5 secs\") local x = wait(\"bar\", 30) print(x.%) b:off()", "close", "last"),
        // Functions of the host in variables.
        Line("local send = place send(%, order(\"BUY\", 1))", "c", "\"AAPL\""),
        Line("local stock = contract.stock print(stock(%).symbol)", "\"AAPL\"", "5"),
        Line("local past = history print(#past(c, {bars = %, duration = \"1 D\"}))", "\"1 hour\"", "\"1 mn\""),
        Line("local time = time print(time.parse(%))", "\"2026-03-09\"", "\"2026-13-09\""),
        Line("local floor = math.floor print(floor(%))", "1.5", "{}"),
        Line("local format = string.format print(format(%))", "\"d %d\", 5", "\"d %d\", \"x\""),
        // Numbers that an operation does not take, and functions that give nothing in a table.
        Line("for i = 1, 10, % do print(i) end", "5", "0"), Line("print(1 & %)", "1", "1.5"),
        Line("print(% << 1)", "1", "1.5"),
        Line("all{a = %}", "function() sleep(1) end", "sleep(1)"),
        // Lists, periods and currencies.
        Line(
            "local h = history(c, {bars = \"1 hour\", duration = \"5 D\"}) print(#sma(5):over(%))",
            "h",
            "h:column(\"close\")"
        ),
        Line("print(#histogram(c, %) > 0)", "\"3 days\"", "\"3 fortnights\""),
        Line("print(#histogram(c, %) > 0)", "\"1 W\"", "\"1 hour\""),
        Line("print(contract(\"AAPL\", \"STK\", \"SMART\", \"NASDAQ\", %).symbol)", "\"USD\"", "\"EURO\""),
        Line("print(contract{symbol = \"AAPL\", currency = %}.symbol)", "\"USD\"", "\"US dollar\""),
        Line("print(contract.stock(\"AAPL\", \"SMART\", %).symbol)", "\"usd\"", "\"US$\""),
    ]

    /// What may be right.
    static let openCalls = [
        trailing + "if b.target then b.target:cancel() end",
        trailing + "print(b.target and b.target.status or \"none\")",
        trailing + "for _, role in ipairs{\"parent\", \"stop\"} do print(b[role].status) end",
        exits + "print(b[1], b.target)",
        "local o = {action = \"BUY\", quantity = 1, stop = 170} o.target = 200 local b = bracket(c, o) b.target:cancel()",
        "local goal = now() > 0 and 200 or nil local b = bracket(c, {action = \"BUY\", quantity = 1, target = goal, stop = 170}) "
            + "b.target:cancel()",
        "local t = place(c, order(\"BUY\", 1)) local f = t:wait(\"fill\", 9) if f then print(f.price, t.fills[1].price) end",
        "local t = place(c, order(\"BUY\", 1)) local s = t:wait(\"status\", 9) print(s:upper())",
        "local m = wait(\"tickPrice\", 1) print(m and m.price)", "local q = quote{c, c} print(q[1].bid) q[1]:off()",
        "place(c, order(\"BUY\", 1)) local f, t = wait(\"fill\", 9) print(f.side)",
        "local send = place send = print send(\"AAPL\")",
        "local say = print if now() < 0 then say = place end say(\"AAPL\")",
        "local function use(place) place(\"AAPL\") end use(print)",
        "local place = function(x) print(x) end place(\"AAPL\")",
        "local place = print place(\"AAPL\", 5)", "local t = {place = print} local place = t.place place(\"AAPL\")",
        "local ok, e = pcall(history, c, {bars = \"1 day\", duration = \"5 D\", what = \"ADJUSTED_LAST\", to = now()}) "
            + "assert(not ok and e.code == 321)",
        "local ok, e = pcall(histogram, c, \"1 hour\") assert(not ok and e.code == 321)",
        "print(3 | 4, 2.0 & 3, 1 << 2)", "for i = 10, 1, -1 do print(i) end",
        "print(#histogram(c) > 0, #histogram(c, \"1 month\") > 0)",
        "print(contract{conId = 265598}.conId, contract(\"EUR\", \"CASH\", \"IDEALPRO\", nil, \"CNH\").currency)",
    ]

    @Test("what follows from the arguments of a call is known", arguments: calls)
    func callFound(_ line: Line) throws { try agrees(line) }

    @Test("what may be right of a call is left alone", arguments: openCalls)
    func callLeftAlone(_ text: String) throws { try leftAlone(text) }
}
