import ScriptCheck
import Testing

/// What the check knows of a script's own variables, functions and tables, and of orders as they are when they are placed.
extension CheckedRunTests {
    /// Lines of which the check finds the mistake.
    static let variables: [Line] = [
        // Variables that never get a value, and functions that give none.
        Line("local total % for i = 1, 3 do total = total + i end", "= 0", ""),
        Line("% for i = 1, 3 do total = total + i end", "total = 0", ""),
        Line("local function add() count = count + 1 end % add()", "count = 0", ""),
        Line("% text = text .. \"x\" .. 1", "text = \"\"", ""), Line("every(5, %):off()", "print", "print(1)"),
        Line("on(\"fill\", %):off()", "print", "log(\"a\")"),
        Line("spawn(%):wait()", "function() sleep(1) end", "sleep(1)"),
        Line("local x = % print(x + 1)", "now()", "sleep(1)"), Line("local x = % print(x.y)", "{}", "cancel_all()"),
        Line("local x = % print(x.y)", "{}", "null"),
        // Functions of the script.
        Line("local function f() % end print(f() + 1)", "return 1", ""),
        Line("local function f() % end print(f().x)", "return {x = 1}", ""),
        Line("local function f() end print(f%)", "()", ".x"),
        Line("local function f() end print(f%)", "() == 1", " + 1"),
        Line("local function f() return % end f()()", "print", "1"),
        Line(
            "local function buy() return place(c, order(\"BUY\", 1)) end local t = buy() print(t.%)",
            "status",
            "stat"
        ),
        Line("function buy() return place(c, order(\"BUY\", 1)) end local t = buy() print(t.%)", "status", "stat"),
        Line("local function show(t) print(t.%) end show(place(c, order(\"BUY\", 1)))", "status", "stat"),
        Line("local function show(f) print(f.%) end on(\"fill\", show) " + bought, "price", "pric"),
        Line("local function buy(x) place(x, order(\"BUY\", 1)) end buy(%)", "c", "\"AAPL\""),
        Line("local function buy(x, n) place(x, order(\"BUY\", n)) end buy(c%)", ", 1", ""),
        Line("local function buy(x, n) place(x, order(\"BUY\", n)) end buy(c, %)", "1", "\"1\""),
        Line("local function add(a, b) return a + b end print(add(1%))", ", 2", ""),
        Line("local function call(f) f() end call(%)", "print", "5"),
        Line("local function last(x) return x.close end print(last(%))", "{close = 1}", "5"),
        // Tables of the script.
        Line("local list = {1, 2} for i, x in % do print(x) end", "ipairs(list)", "list"),
        Line("local list = {1, 2} for _, x in ipairs(list) do print(%) end", "x", "x.y"),
        Line("local list = {1} print(\"list: \" .. %)", "#list", "list"),
        Line("local list = {} list[1] = place(c, order(\"BUY\", 1)) print(list[1].%)", "status", "stat"),
        Line(
            "local list = {} table.insert(list, place(c, order(\"BUY\", 1))) for _, t in ipairs(list) do print(t.%) end",
            "status",
            "stat"
        ),
        Line("local q = {} q.a = snapshot(c) print(q.a.%)", "last", "price"),
        Line("local t = {x = 1} print(t.% + 1)", "x", "y"), Line("local t = {run = print} t.%()", "run", "start"),
        Line("local t = {x = 1} print(t.x%)", "", "()"),
        // Texts, lists and fields.
        Line("local s = \"abc\" print(s%upper())", ":", "."), Line("local s = \"abc\" %", "print(s)", "s.x = 1"),
        Line("local s = \"a,b\" print(s%)", ":len()", ".split(\",\")"), Line("print(c%)", ".symbol", ":symbol()"),
        Line(minute + "print(h[1]%)", ".close", ".close()"),
        Line(minute + "local x = sma(3) for _, b in ipairs(h) do x%push(b) end", ":", "."),
        Line(minute + "local k = h:column(\"close\") print(k%)", "[1]", ".mean()"),
        Line("print(own.%)", "positions()[1]", "positions[1]"), Line("print(own.%)", "fills().n", "fills.n"),
        Line("local cash = account().cash print(cash%)", ".USD", " + 1"),
        // Options and orders in variables.
        Line("local o = {bars = %, duration = \"1 D\"} print(#history(c, o))", "\"1 min\"", "\"1 minute\""),
        Line("local o = {action = \"BUY\", totalQuantity = 1, orderType = %} place(c, o)", "\"MKT\"", "\"LIMIT\""),
        Line("local o = {action = \"BUY\", %, orderType = \"MKT\"} place(c, o)", "totalQuantity = 1", "quantity = 1"),
        Line("local o = order(\"BUY\", 1) o.orderType = \"LMT\" % place(c, o)", "o.lmtPrice = 185", ""),
        Line(
            "local o = order{action = %, totalQuantity = 1, orderType = \"MKT\"} place(c, o)",
            "\"BUY\"",
            "BUY"
        ),
        Line(
            "local o = {} o.action = \"BUY\" o.% = 1 o.orderType = \"MKT\" place(c, o)",
            "totalQuantity",
            "quantity"
        ),
        Line("place(c, {%, totalQuantity = 1, orderType = \"MKT\"})", "action = \"BUY\"", "tif = \"DAY\""),
        Line("local t = place(c, order(\"BUY\", 1, 185)) t:modify{%}", "lmtPrice = 186", "auxPrice = 186"),
        Line("local t = place(c, order.stop(\"SELL\", 1, 180)) t:modify{%}", "auxPrice = 181", "lmtPrice = 181"),
        Line("place(c, order(%, 1))", "\"BUY\"", "BUY"),
        // Groups.
        Line(
            "bracket(c, {action = \"BUY\", quantity = 1, target = 200, stop = 180, tif = %})",
            "\"GTC\"",
            "\"GOOD\""
        ),
        Line(
            "bracket(c, {action = \"BUY\", quantity = 1, target = 200, stop = 180, key = %})",
            "\"short\"",
            "\"a-very-long-key\""
        ),
        Line(
            "oca{{%}, {c, order(\"BUY\", 1, 185)}}",
            "c, order(\"BUY\", 1, 184)",
            "order(\"BUY\", 1, 184), c"
        ),
    ]

    /// What may be right, of variables, functions and tables.
    static let openVariables = [
        // Variables that get a value somewhere, and functions that may give one.
        "local n n = (n or 0) + 1 print(n)", "total = 0 for i = 1, 3 do total = total + i end print(total)",
        "local n local function add() n = n + 1 end n = 1 add() print(n)",
        "count = count or 0 count = count + 1 print(count)",
        "local function get() if now() > 0 then return 5 end end print(get() + 1)",
        "local function two() return 1, 2 end local a, b = two() print(a + b)",
        "local function f(...) return ... end print(f(1) + 1)", "print(sleep(0.1))", "print((sleep(0.1)))",
        "local function f() error{code = \"MINE\"} end print(pcall(f))",
        // Parameters.
        "local function f(x) if x then return x + 1 end return 0 end print(f(1), f())",
        "local function f(a, b) b = b or 1 return a + b end print(f(1))",
        "local function f(a, b) return a + (b or 1) end print(f(1))",
        "local function show(t) print(t.stat) end show{stat = 1}",
        "local function show(x) print(tostring(x)) end show(c) show(order(\"BUY\", 1))",
        "local function f(x) if #x > 5 then return x end return f(tostring(x) .. \"a\") end print(f(\"a\"))",
        "local function fact(n) if n <= 1 then return 1 end return n * fact(n - 1) end print(fact(5))",
        "local function call(f, ...) return f(...) end print(call(math.max, 1, 2) + 1)",
        "local function buy(x, n) n = n or 1 place(x, order(\"BUY\", n)) end buy(c)",
        "local function len(x) if type(x) == \"string\" then return #x end return x.n end print(len(\"a\"))",
        "local function f(x) return x end f = f or print print(f(1))",
        "local function use(f) return f end local function g(x) return x + 1 end print(use(g)(1), pcall(g, {}))",
        "local function plus(a, b) return a + b end print(pcall(function() return plus(1) end))",
        // Objects that the script makes.
        "local Bot = {n = 0} function Bot:step() self.n = self.n + 1 return self end print(Bot:step().n)",
        "local Bot = {} function Bot.new() return {n = 1} end print(Bot.new().n + 1)",
        "local Bot = {} Bot.__index = Bot function Bot.new() return setmetatable({n = 1}, Bot) end "
            + "function Bot:add(k) self.n = self.n + k return self end print(Bot.new():add(2).n)",
        "local Bot = {trade = false, n = 0} function Bot:go() self.trade = place(c, order(\"BUY\", 1)) end "
            + "Bot:go() print(Bot.trade.status)",
        "local List = {1} function List:set(i, x) self[i] = x end List:set(1, c) print(List[1].symbol)",
        "local o = {bars = \"1 mn\", duration = \"1 D\"} function o:fix() self.bars = \"1 min\" end o:fix() o.fix = nil "
            + "print(#history(c, o) > 0)",
        // Settings that turn something off, and what a condition leaves out.
        "local STOP = 0 if STOP > 0 then place(c, order.stop(\"SELL\", 1, STOP)) end",
        "local p = \"MKT\" place(c, p == \"MKT\" and order(\"BUY\", 1) or order(\"BUY\", 1, p))",
        "local side = \"NONE\" if side ~= \"NONE\" then place(c, order(side, 1)) end",
        "local w = 0 if w > 0 then sleep(w) end local s = \"\" if s ~= \"\" then contract(s) end",
        "local M = {err = false} if M.err then print(M.err.message) end",
        "local M, x = {most = false}, 5 while M.most and x < M.most do x = x + 1 end",
        "local function lim() return false end local l = lim() if l then print(l.px) end",
        "local function f(x, k) if k == 1 then return x + 1 end return x.v end print(f({v = 1}, 2))",
        "local function isTable(x) return type(x) == \"table\" end "
            + "local function f(x) if isTable(x) then return x.v end return x end print(f(5))",
        "local b = {action = \"BUY\", quantity = 1, target = 200} if now() < 0 then b.trail = 1 else b.stop = 180 end "
            + "bracket(c, b)",
        // Tables that have another name, too.
        "local T = {v = false} for _, t in pairs{a = T} do t.v = {k = 1} end print(T.v.k)",
        "local T, l = {v = false}, {} table.insert(l, T) for _, t in ipairs(l) do t.v = {k = 1} end print(T.v.k)",
        // Results that depend on an option.
        "print(history(c, {bars = \"1 hour\", duration = \"1 D\", each = function() end}) + 1)",
        "local o = {bars = \"1 hour\", duration = \"1 D\"} o.each = function() end print(history(c, o) + 1)",
        // Tables.
        "local t = {} for i = 1, 3 do t[\"k\" .. i] = i end print(t.k1 + 1)",
        "local list = {} table.insert(list, {a = 1}) print(list[1].a)",
        "local t = {a = 1} local u = t u.b = 2 print(t.b + 1)",
        "local function fill(t) t.b = 2 end local t = {a = 1} fill(t) print(t.b + 1)",
        "local t = {1, 2} t[#t + 1] = print t[3](1)", "local t = {1, c} print(t[2].symbol)",
        "local t = {} t[1] = order(\"BUY\", 1) t[2] = c print(t[1].action, t[2].symbol)",
        "local t = {x = 1} if t.y then print(t.y + 1) end print(t.z or 2)",
        "local t = {run = print} if t.stop then t.stop() end t.run(1)",
        "local t = {} t.list = {} for i = 1, 2 do t.list[i] = {p = i} end print(t.list[1].p + 1)",
        "local q = {[\"a\"] = c} print(q.a.symbol)", "local t = {table.unpack{1, 2}} print(t[2] + 1)",
        // Methods and texts with a dot.
        "local s = sma(3) s.push(s, 1) local push = s.push push(s, 1)", "print((\"abc\").upper(\"x\"))",
        "local s = \"abc\" print(s.upper(s), s.nothing)",
        // Options and orders that are completed.
        "local o = {bars = \"1 min\"} o.duration = \"1 D\" print(#history(c, o) > 0)",
        "local o = {bars = \"1 mn\", duration = \"1 D\"} for k, v in pairs{bars = \"1 min\"} do o[k] = v end "
            + "print(#history(c, o) > 0)",
        "local o = {bars = \"1 mn\", duration = \"1 D\"} local function fix(x) x.bars = \"1 min\" end fix(o) "
            + "print(#history(c, o) > 0)",
        "local o = {action = \"BUY\", totalQuantity = 1} if now() > 0 then o.orderType = \"MKT\" "
            + "else o.orderType = \"LMT\" o.lmtPrice = 185 end place(c, o)",
        "local o = {action = \"BUY\", totalQuantity = 1, orderType = \"LMT\"} o.lmtPrice = 185 place(c, o)",
        "local o = order(\"BUY\", 1, 185) if o.lmtPrice then o.orderType = \"STP\" o.auxPrice = 195 o.lmtPrice = nil end "
            + "place(c, o)",
        "local function priced(o) o.lmtPrice = 185 return o end local o = order(\"BUY\", 1) o.orderType = \"LMT\" "
            + "place(c, priced(o))",
        "local t = place(c, order(\"BUY\", 1, 185)) t:modify{lmtPrice = 186, totalQuantity = 2}",
        "for _, s in ipairs{\"AAPL\", \"MSFT\"} do print(contract(s).symbol) end",
        "local o = {bars = \"1 min\", duration = \"1 D\"} if now() < 0 then o.from = now() - 60 end print(#history(c, o) > 0)",
        "local function nap(n) if n > 5 then sleep(-n) end sleep(n) end nap(1)",
    ]

    @Test("what a script does with its own variables is known", arguments: variables)
    func variableFound(_ line: Line) throws { try agrees(line) }

    @Test("what may be right of a script's own variables is left alone", arguments: openVariables)
    func variableLeftAlone(_ text: String) throws { try leftAlone(text) }

    @Test("an unknown word is told how to be written", arguments: ["BUY", "MKT", "null"])
    func unknownWord(_ word: String) throws {
        let found = findings(Self.header + "print(\(word))")
        #expect(found.contains { $0.message.hasPrefix("\(word): no such global, it is nil; write ") })
    }
}
