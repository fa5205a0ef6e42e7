import ScriptCheck
import Testing

/// What the check knows of values that `and` and `or` choose, and of functions of the host in tables.
extension CheckedRunTests {
    private static let orders = "local o1, o2 = order(\"BUY\", 1), order(\"BUY\", 2) local fast = now() > 0 "

    /// Lines of which the check finds the mistake.
    static let choices: [Line] = [
        Line(orders + "local t = fast and place(c, o1) or place(c, o2) print(t.%)", "filled", "qty"),
        Line("local r = all{a = function() return place(c, order(\"BUY\", 1)) end} r.a%wait()", ":", "."),
        Line(orders + "local t = fast and place(c, o1) or place(c, o2) t%wait()", ":", "."),
        Line(orders + "print((fast and place(c, o1) or place(c, o2)).%)", "filled", "qty"),
        Line(orders + "local t = fast and place(c, o1) print(t.%)", "filled", "qty"),
        Line(orders + "local t = fast and place(c, o1) or nil print(t.%)", "filled", "qty"),
        Line(orders + "local t = place(c, o1) or place(c, o2) print(t.%)", "filled", "qty"),
        Line(orders + "local o = fast and o1 or o2 print(o.%)", "action", "acton"),
        Line(orders + "local t = place(c, o1) local o = t and t.order or o1 print(o.%)", "action", "acton"),
        Line(orders + "t = fast and place(c, o1) or place(c, o2) print(t.%)", "filled", "qty"),
        Line("local d = now() > 0 and account() or account() print(d.%)", "cash", "csh"),
        Line("local function get(x) return x and account() or account() end print(get(1).%)", "cash", "csh"),
        Line("local s = now() > 0 and \"BUY\" or \"SELL\" print(s%)", ":lower()", ":low()"),
        Line("local q = now() < 0 and quote(c) or now() < 0 and quote(c) or quote(c) print(q.%) q:off()", "bid", "bd"),
        Line(
            orders + "local t = fast and place(c, o1) local u = t or place(c, o2) local w = u or t print(w.%)",
            "filled",
            "qty"
        ),
        // Functions of the host in a table of the script.
        Line("local m = {p = place} m.p(%)", "c, order(\"BUY\", 1)", "\"AAPL\""),
        Line("local m = {p = place} m.p(c, order(\"BUY\", %))", "1", "-1"),
        Line("local m = {h = history} m.h(c, {bars = \"%\"})", "1 min", "7 mins"),
        Line("local m = {} m.s = sleep m.s(%)", "1", "0"),
        Line("local m = {stop_order = order.stop} m.stop_order(\"SELL\", 1%)", ", 9", ""),
        Line("local m = {make = contract} place(m.make(%), order(\"BUY\", 1))", "\"AAPL\"", "\"AAPL\", \"SMART\""),
        Line("local m = {s = sleep} local function f() m.s(%) end f()", "1", "\"x\""),
    ]

    /// What runs well of values that are chosen.
    static let openChoices = [
        orders + "local t = fast and place(c, o1) t = {qty = 1} local u = t or place(c, o2) print(u.qty)",
        "local a = now() > 0 and account() or account() local b = a.cash or a.cash local d = b.USD or b.USD print(d + 1)",
        "local x = now() > 0 and {qty = 1} or account() print(x.qty)",
        "local x = now() < 0 and account() or {qty = 1} print(x.qty)",
        "local function f(a) return a or account() end print(f{qty = 1}.qty)",
        "local function f(a) a = a or {qty = 1} return a end print(f().qty)",
        "local function f(a) local x = a and a or {qty = 1} return x.qty end print(f(), f{qty = 2})",
        "local function f(a) local x = type(a) == \"table\" and a or contract(a) return x.symbol end print(f(\"AAPL\"), f(c))",
        "local function f(a) local x = type(a) == \"string\" and contract(a) or a return x.symbol end print(f(\"AAPL\"), f(c))",
        orders + "local t = fast and place(c, o1) or place(c, o2) t = {qty = 1} print(t.qty)",
        orders + "local t = fast and place(c, o1) or place(c, o2) local n = t and t.filled or 0 print(n + 1)",
        orders + "local t = not fast and place(c, o1) or nil print(t == nil)",
        orders + "local t = not fast and place(c, o1) if t then print(t.filled) end",
        orders + "local t = not fast and place(c, o1) or false if t then print(t.filled) end",
        orders + "local o = fast and o1 or o2 o.lmtPrice = 180 o.orderType = \"LMT\" place(c, o)",
        orders + "local o = fast and o1 or o2 o.note = 1 print(o.note)",
        orders + "local o = fast and o1 or o2 o[\"note\"] = 1 print(o.note)",
        orders + "local o = fast and o1 or o2 for _, k in ipairs{\"note\"} do o[k] = 1 end print(o.note)",
        orders + "for _, k in ipairs{\"note\"} do o1[k] = 1 end print((fast and o1 or o2).note)",
        "local n = now() > 0 and 5 or \"five\" print(n + 1)", "local n = now() < 0 and 5 or \"five\" print(n:upper())",
        "local n = now() > 0 and 5 or nil print(n + 1)", "local n = nil or 5 print(n + 1)",
        "local n = false or {x = 1} print(n.x)", "local n = tonumber(\"5\") or 0 print(n + 1)",
        "local n = tonumber(\"x\") or {x = 1} print(n.x)", "local s = tostring(5) or \"\" print(#s)",
        "count = count or 0 count = count + 1 print(count)",
        "cache = cache or {} cache.x = cache.x or 5 print(cache.x + 1)",
        "cache = cache or {} cache.a = cache.a or account() print(cache.a.cash.USD)",
        "state.n = (state.n or 0) + 1 print(state.n + 1)",
        "state.list = state.list or {} state.list[1] = 5 print(#state.list)",
        "local t = {} t.x = t.x or 5 print(t.x + 1)", "local a = account() or {} print(a.cash.USD)",
        "local max = 5 local n = max and max > 3 and \"big\" or \"small\" print(#n)",
        "local ok = now() > 0 and now() < 1e12 print(not ok, ok == true)",
        "local ok = now() > 0 and now() < 1e12 or false if ok then print(tostring(ok)) end",
        "local f = now() > 0 and print or log f(\"x\")",
        "local f = now() > 0 and function() return {x = 1} end or print print(f().x)",
        "local list = now() > 0 and positions() or {} print(#list) for _, p in ipairs(list) do print(p.position) end",
        "local list = now() < 0 and positions() or {{qty = 1}} print(list[1].qty)",
        "local q = snapshot(c) local p = q.last or q.close or 0 print(p + 1)",
        "local q = snapshot(c) local p = q.last and q.bid or q.ask print(p and p + 1 or 0)",
        "local e = now() > 0 and 0 or \"x\" print(e)", "print((now() > 0 and \"a\" or \"b\") .. 1)",
        "local x = nil and nil or nil print(x)", "local s = (now() > 0 and \"up\" or \"down\"):upper() print(s)",
        "local d = setmetatable({}, {__index = function() return 1 end}) local x = now() > 0 and d or d print(x.y + 1)",
        "local a, b = now() > 0 and 1 or 2, now() > 0 and {x = 1} or {x = 2} print(a + 1, b.x)",
        orders + "local x = fast and (not fast and o1 or o2) or o1 print(x.action)",
    ]

    /// What runs well of functions in tables.
    static let openTables = [
        "local m = {p = print} m.p(\"AAPL\")", "local m = {p = place} m.p = print m.p(\"AAPL\")",
        "local m = {p = place} m[\"p\"] = print m.p(\"AAPL\")",
        "local m = {p = place} local k = \"p\" m[k] = print m.p(\"AAPL\")",
        "local m = {p = place} rawset(m, \"p\", print) m.p(\"AAPL\")",
        "local m = {p = place} local n = m n.p = print m.p(\"AAPL\")",
        "local m = {p = place} local function fill(t) t.p = print end fill(m) m.p(\"AAPL\")",
        "local m = {p = place} if now() > 0 then m.p = print end m.p(\"AAPL\")",
        "local m = {p = place} m = {p = print} m.p(\"AAPL\")",
        "local place = print local m = {p = place} m.p(\"AAPL\")",
        "place = print local m = {p = place} m.p(\"AAPL\")",
        "local m = {p = function(x) return x end} print(m.p(\"AAPL\"))",
        "local m = {p = place} function m.p(x) print(x) end m.p(\"AAPL\")",
        "local m = {p = now() > 0 and print or place} m.p(\"AAPL\")",
        "local f = place f = print local m = {p = f} m.p(\"AAPL\")", "local m = {p = place, p = print} m.p(\"AAPL\")",
        "local m = {[\"p\"] = print} m.p(\"AAPL\")", "local m = {p = {q = print}} m.p.q(\"AAPL\")",
        "local m = setmetatable({}, {__index = {p = print}}) m.p(\"AAPL\")", "local m = {} m.p = print m.p(1)",
        "local m = {} for _, f in ipairs{print} do m.p = f end m.p(1)", "local m = {sleep} m[1](0.1)",
        "local m = {p = place} print(m.p(c, order(\"BUY\", 1)).filled)",
        "local m = {p = place} local t = m.p(c, order(\"BUY\", 1)) t:wait()",
        "local m = {log = function(self, x) print(x) end} m:log(1)",
        "local m = {sleep = function(self, x) print(x) end} m:sleep(0)",
        "local m = {s = sleep, n = 1} m.s(m.n)", "local m = {s = sleep} pcall(m.s, 0)",
        "local m = {o = order} print(m.o(\"BUY\", 1).action)",
        "local m = {a = all} print(m.a{x = now}.x)", "local m = {f = first_of} print(m.f{late = 1})",
        "m = {p = print} m.p(\"AAPL\")", "m = {p = place} m.p = print m.p(\"AAPL\")",
        "local M = {} function M.buy(x) return place(x, order(\"BUY\", 1)) end M.buy(c)",
        "local M = {} M.sleep = function() end M.sleep(0)",
        "local on = {fill = function(f) print(f.price) end} on.fill{price = 1}",
        "local handlers = {fill = print} on(\"fill\", handlers.fill) place(c, order(\"BUY\", 1)):wait()",
    ]

    @Test("what and and or choose is known, and what a function in a table is", arguments: choices)
    func choiceFound(_ line: Line) throws { try agrees(line) }

    @Test("what may be right of what is chosen is left alone", arguments: openChoices + openTables)
    func choiceLeftAlone(_ text: String) throws { try leftAlone(text) }
}
