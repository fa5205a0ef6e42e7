import ScriptCheck
import ScriptHeader
import ScriptHost
import Testing

/// The check says of a script what the language says when it runs: what is refused there is found before, and nothing else.
@Suite("check agrees with the language")
struct CheckAgreesTests {
    private static let header =
        "--[[ibscript\napi = 1\n[files]\nread = [\"a.txt\"]\nwrite = [\"out/*.csv\"]\n[trade]\nsymbols = [\"AAPL\"]\n%\n]]\n"

    private static func script(_ line: String, _ keys: String = "") -> String {
        let types = keys.contains("order_types") ? "" : "order_types = [\"MKT\", \"LMT\"]\n"
        return header.replacing("%", with: types + keys) + "local c = contract(\"AAPL\")\n" + line
    }

    /// Lines that are refused, with keys of the header.
    static let refused: [(String, String)] = [
        (#"place(c, order{action = "BUY", totalQuantity = 1, orderType = "MKT", orderRef = "x"})"#, ""),
        (#"place(c, {action = "BUY", totalQuantity = 1, orderType = "MKT", transmit = false})"#, ""),
        (#"place(c, order{action = "BUY", totalQuantity = 1, orderType = "MKT", parentId = 3})"#, ""),
        (#"place(c, order{action = "BUY", totalQuantity = 1, orderType = "MKT", outsideRth = true})"#, ""),
        (#"place(c, order{action = "BUY", totalQuantity = 1, orderType = "MKT", hidden = true})"#, ""),
        (#"place(c, order{action = "BUY", totalQuantity = 1, orderType = "MKT", algoStrategy = "Twap"})"#, ""),
        (#"local t = place(c, order("BUY", 1, 9)) t:modify{ocaGroup = "x"}"#, ""),
        (#"tws.reqGlobalCancel()"#, ""), (#"tws.placeOrder(1, c, order("BUY", 1))"#, ""),
        (#"tws.exerciseOptions(1)"#, ""),
        (#"local t = place(c, order("BUY", 1)) print(t.avgPrice)"#, ""),
        (#"local t = place(c, order("BUY", 1)) t:cancle()"#, ""),
        (#"place(c, order.stop("SELL", 1, 9))"#, ""),
        (#"place(c, order("BUY", 1), {kee = "x"})"#, ""), (#"flatten{symbl = "AAPL"}"#, ""),
        (#"flatten{account = true}"#, ""), (#"bracket(c, {action = "BUY", quantity = 1, stopp = 9})"#, ""),
        (#"target_position(c, 5, {limt = 9})"#, ""), (#"notify("x", {lvl = "info"})"#, ""),
        // Fields that the type of an order does not use.
        (#"place(c, order{action = "BUY", totalQuantity = 1, orderType = "MKT", lmtPrice = 9})"#, ""),
        (#"place(c, order{action = "BUY", totalQuantity = 1, orderType = "LMT", lmtPrice = 9, auxPrice = 8})"#, ""),
        (#"place(c, order("BUI", 1))"#, ""), (#"place(c, order("BUY", -1))"#, ""),
        // Prices.
        (#"place(c, order("BUY", 1, -5))"#, ""), (#"place(c, order("BUY", 1, 0))"#, ""),
        (#"place(c, order.limit("BUY", 1, -5))"#, ""),
        (#"place(c, order{action = "BUY", totalQuantity = 1, orderType = "LMT", lmtPrice = -0.5})"#, ""),
        (#"place(c, {action = "BUY", totalQuantity = 1, orderType = "LMT", lmtPrice = -0.5})"#, ""),
        (#"place(c, {action = "BUY", totalQuantity = 0, orderType = "MKT"})"#, ""),
        (#"place(c, order.stop("SELL", 1, -1))"#, "order_types = [\"STP\"]"),
        (#"local t = place(c, order("BUY", 1, 9)) t:modify{lmtPrice = -9}"#, ""),
        // Sides, prices and types of a bracket.
        (#"bracket(c, {action = "BUY", quantity = 1, limit = 100, target = 90, stop = 80})"#, Self.stops),
        (#"bracket(c, {action = "BUY", quantity = 1, limit = 100, target = 110, stop = 101})"#, Self.stops),
        (#"bracket(c, {action = "SELL", quantity = 1, limit = 100, target = 110, stop = 120})"#, Self.stops),
        (#"bracket(c, {action = "BUY", quantity = 1, entry_stop = 100, stop = 101})"#, Self.stops),
        (#"local p = 100 bracket(c, {action = "BUY", quantity = p, target = 90, stop = 95})"#, Self.stops),
        (#"bracket(c, {action = "BUY", quantity = 1, limit = 100, trail = -1})"#, Self.stops),
        (#"bracket(c, {action = "BUY", quantity = 1, limit = 100, target = 110})"#, Self.stops),
        (#"bracket(c, {action = "BUY", quantity = 1, limit = 100, stop = 90, trail = 1})"#, Self.stops),
        (#"bracket(c, {action = "HOLD", quantity = 1, stop = 90})"#, Self.stops),
        (#"bracket(c, {action = "BUY", quantity = 1, limit = 5, stop = -1})"#, Self.stops),
        (#"bracket(c, {action = "BUY", quantity = 0, limit = 5, stop = 1})"#, Self.stops),
        (#"bracket(c, {action = "BUY", quantity = 1, limit = 5, stop = 1})"#, ""),
        // Keys of options.
        (#"history(c, {barz = "1 min"})"#, ""), (#"bars(c, {live = true})"#, ""), (#"ticks(c, {knd = "Last"})"#, ""),
        (#"depth(c, {row = 1})"#, ""), (#"quote(c, {delay = true})"#, ""), (#"snapshot(c, {delay = true})"#, ""),
        (#"scan{scanCod = "TOP_PERC_GAIN"}"#, ""), (#"executions{sinc = 1}"#, ""), (#"bar_builder{second = 1}"#, ""),
        (#"daily("09:35", print, {zon = "UTC"})"#, ""), (#"csv("out/x.csv", {"a"}, {apend = true})"#, ""),
        (#"chain(c, {rigth = "P"})"#, ""), (#"sessions(c, {extend = true})"#, ""),
        (#"market_open(c, {extend = true})"#, ""), (#"next_close(c, {extend = true})"#, ""),
        (#"news(c, {cout = 1})"#, ""), (#"orders{acount = true}"#, ""), (#"contract{symbl = "AAPL"}"#, ""),
        // Words and numbers.
        (#"history(c, {bars = "7 mins"})"#, ""), (#"history(c, {duration = "1 X"})"#, ""),
        (#"history(c, {what = "TRADE"})"#, ""), (#"bars(c, "7 mins")"#, ""), (#"ticks(c, "Lst")"#, ""),
        (#"at("9h", print)"#, ""), (#"daily("9h", print)"#, ""), (#"wait("fil", 1)"#, ""),
        (#"first_of{a = "fil", b = 1}"#, ""), (#"on("orderStatuss", print)"#, ""),
        (#"chain(c, {right = "X"})"#, ""), (#"chain(c, {expiry = "2026-02-20"})"#, ""),
        (#"notify("x", {level = "loud"})"#, ""),
        (#"place(c, order("BUY", 1), {key = "bad key!"})"#, ""), (#"sleep(0)"#, ""), (#"every(-1, print)"#, ""),
        (#"local t = place(c, order("BUY", 1)) t:on("fild", print)"#, ""),
        (#"local t = place(c, order("BUY", 1)) t:wait("fild")"#, ""),
        (#"local t = place(c, order("BUY", 1)) t:wait("filled", 5)"#, ""),
        (#"local t = place(c, order("BUY", 1)) t:wait("cancelled")"#, ""),
        (#"local t = place(c, order("BUY", 1)) t:wait(5, 5)"#, ""),
        // What is used at once, without a variable.
        (#"print(contract("AAPL").foo.bar)"#, ""), (#"print(contract("AAPL").foo)"#, ""),
        (#"print(c.foo)"#, ""), (#"print(order("BUY", 1).foo)"#, ""),
        (#"local o = order("BUY", 1) print(o.limit)"#, ""),
        (#"print(place(c, order("BUY", 1)).avgPrice)"#, ""), (#"place(c, order("BUY", 1)):wit()"#, ""),
        (#"place(c, order("BUY", 1)):wait("fild")"#, ""),
        (#"trade = place(c, order("BUY", 1)) print(trade.avgPrice)"#, ""),
        (#"print(rsi(14).valu)"#, ""), (#"if now() > 0 then print(contract.stock("AAPL").foo) end"#, ""),
        // Files that the header does not grant.
        (#"read("b.txt")"#, ""), (#"for line in lines("b.txt") do end"#, ""), (#"read_csv("b.csv")"#, ""),
        (#"csv("other/x.csv", {"a"})"#, ""), (#"json("x.json")"#, ""),
        // Members of objects, tables and functions that do not exist.
        (#"local m = macd() print(m.signl)"#, ""), (#"local r = rsi() print(r.valu)"#, ""),
        (#"local b = bollinger() b:psh(1)"#, ""),
        (#"local s = spawn(print) s:wat()"#, ""), (#"local h = on("fill", print) h:of()"#, ""),
        (#"local w = every(1, print) print(w.perod)"#, ""), (#"local b = bar_builder{ticks = 2} b:pus(1)"#, ""),
        (#"order.limitt("BUY", 1, 9)"#, ""), (#"contract.stok("AAPL")"#, ""), (#"own.fill()"#, ""),
        (#"time.fmt(now())"#, ""), (#"condition.prize(c, ">", 9)"#, ""), (#"tws.reqMktDat(1)"#, ""), (#"plc(c)"#, ""),
    ]

    /// Types that the exits of a bracket have.
    private static let stops = "order_types = [\"MKT\", \"LMT\", \"STP\", \"STP LMT\", \"TRAIL\"]"

    /// The same lines with what opens them, and others that pass.
    static let permitted: [(String, String)] = [
        (
            #"place(c, order{action = "BUY", totalQuantity = 1, orderType = "MKT", outsideRth = true})"#,
            "outside_rth = true"
        ),
        (
            #"place(c, order{action = "BUY", totalQuantity = 1, orderType = "MKT", hidden = true})"#,
            "order_fields = [\"hidden\"]"
        ),
        (
            #"place(c, order{action = "BUY", totalQuantity = 1, orderType = "MKT", algoStrategy = "Twap"})"#,
            "algos = [\"Twap\"]"
        ),
        (#"local t = place(c, order("BUY", 1, 9)) t:modify{lmtPrice = 8} print(t.avgFillPrice, t.m_filled)"#, ""),
        (#"place(c, order("BUY", 1), {key = "x", when_connected = 60})"#, ""), (#"tws.reqIds(1)"#, ""),
        (#"local t = place(c, order("BUY", 1, 9)) t:cancel()"#, ""),
        (#"local t = target_position(c, 5, {limit = 9}) print(t.filled)"#, ""),
        (#"notify("x", {level = "alarm", title = "t"})"#, ""),
        (#"state.x = {1, 2} print(state.x[1])"#, ""),
        (#"local t = place(c, order("BUY", 1, 9)) t:wait("fill", 5)"#, ""),
        (#"local t = place(c, order("BUY", 1, 9)) t:wait(nil, 5)"#, ""),
        (#"local t = place(c, order("BUY", 1, 9)) t:wait(5)"#, ""),
        // What a script adds to a table, and older names.
        (#"c.foo = 1 print(c.foo)"#, ""), (#"local k = "foo" c[k] = 1 print(c.foo)"#, ""),
        (#"rawset(c, "foo", 1) print(c.foo)"#, ""), (#"print(c.m_symbol, c.expiry, c.primaryExch)"#, ""),
        (#"local function tag(x) x.mine = true return x end tag(c) print(c.mine)"#, ""),
        (#"print(contract("AAPL").symbol:lower(), order("BUY", 1).m_action)"#, ""),
        // Prices below zero where the header opens them, and brackets of which not all is written out.
        (#"place(c, order("BUY", 1, -5))"#, "negative_prices = true"),
        (#"local t = place(c, order("BUY", 1, 9)) t:modify{lmtPrice = 0}"#, "negative_prices = true"),
        (#"bracket(c, {action = "BUY", quantity = 1, limit = 100, target = 110, stop = 90})"#, Self.stops),
        (
            #"bracket(c, {action = "SELL", qty = 1, entry = 100, target = 90, trail = 2})"#,
            Self.stops + "\nshort = true"
        ),
        (#"local s = "BUY" bracket(c, {action = s, quantity = 1, limit = 100, target = 110, stop = 90})"#, Self.stops),
        (#"local p = 90 bracket(c, {action = "BUY", quantity = 1, limit = 100, target = nil, stop = p})"#, Self.stops),
        // Older spellings, and what is only known when it runs.
        (#"bars(c, {barSizeSetting = "1 MIN", durationStr = "2 d"})"#, ""), (#"bars(c, "5 min")"#, ""),
        (#"ticks(c, "bidask")"#, ""), (#"on("NextValidId", print) wait("Fill", 1)"#, ""),
        (#"local size = "1 min" bars(c, {bars = size})"#, ""), (#"sleep(0.001)"#, ""),
        (#"local t = place(c, order("BUY", 1)) t:on("filled", print) t:on("status", print)"#, ""),
        (#"first_of{filled = "fill", late = 1}"#, ""), (#"at("15:55", print) daily("09:35", print)"#, ""),
        // A script's own objects have methods and fields of their own.
        (#"local x = {on = function() end, wait = function() end} x:on("anything") x:wait("a while")"#, ""),
        (#"local function order2() return {avgPrice = 1} end print(order2().avgPrice)"#, ""),
        (#"local r = rsi() r:push(1) print(r.ready, r.value)"#, ""), (#"print(pcall(read, "a.txt"))"#, ""),
        (#"local h = on("fill", print) print(h.event) h:off()"#, ""),
        (#"local w = every(1, print) print(w.period, w.isOn) w:off()"#, ""),
    ]

    private func errors(_ source: String) -> [Finding] {
        ScriptCheck(vocabulary: .scriptHost).findings(source: source, file: "test.lua").filter { $0.severity == .error }
    }

    @Test("What is refused when it runs is found before", arguments: refused)
    func found(line: String, keys: String) throws {
        let source = Self.script(line, keys)
        let bench = try ScriptBench(source)
        #expect([1, 4].contains(bench.end?.exitCode), "it is not refused: \(line)")
        #expect(!errors(source).isEmpty, "not found: \(line)")
    }

    @Test("What passes when it runs is not found", arguments: permitted)
    func notFound(line: String, keys: String) throws {
        let source = Self.script(line, keys)
        let bench = try ScriptBench(source)
        #expect([nil, 0].contains(bench.end?.exitCode), "it is refused: \(bench.end as Any)")
        #expect(errors(source).isEmpty, "\(errors(source))")
    }
}
