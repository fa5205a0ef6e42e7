import ScriptCheck
import ScriptHost
import Testing

/// Slips of people who know the clients for Python: lists without their elements, contracts that are not single ones,
/// and calls in the place of functions.
extension CheckedRunTests {
    private static let tracked = "local t = place(c, order(\"BUY\", 1, 185)) "
    private static let snap = "print(snapshot(%).last)"

    /// Lines of which the check says the same sentence as the run.
    static let contracts: [Line] = [
        Line(snap, "contract.future(\"ES\", \"202603\", \"CME\")", "contract.future(\"ES\", \"202603\")"),
        Line(snap, "qualify(contract.future(\"ES\", \"202603\"))", "contract(\"ES\", \"FUT\", \"CME\")"),
        Line(snap, "front_month(contract.future(\"ES\", nil, \"CME\"))", "contract.future(\"ES\", nil, \"CME\")"),
        Line(snap, "contract.index(\"SPX\", \"CBOE\")", "contract.index(\"SPX\")"),
        Line(
            snap,
            "contract.option(\"AAPL\", \"20260130\", 190, \"C\")",
            "contract.option(\"AAPL\", \"20260130\", 190)"
        ),
        Line(snap, "contract.option(\"AAPL\", \"20260130\", 190, \"C\")", "contract.option(\"AAPL\", \"20260130\")"),
        Line(
            snap,
            "{symbol = \"ES\", secType = \"FUT\", exchange = \"CME\", expiry = \"202603\"}",
            "{symbol = \"ES\", secType = \"FUT\", exchange = \"CME\"}"
        ),
        Line("print(#details(contract.option(\"AAPL\", %, 190, \"C\")))", "\"20260130\"", "\"2026-01-30\""),
        Line("print(#details(contract.option(\"AAPL\", %, 190, \"C\")))", "\"202601\"", "\"260130\""),
        Line("print(#details(contract.future(\"ES\", %, \"CME\")))", "\"202603\"", "\"2026/03\""),
        Line(
            "print(#history(contract.%, {bars = \"1 day\", duration = \"5 D\"}))",
            "index(\"SPX\", \"CBOE\")",
            "index(\"SPX\")"
        ),
        Line("local q = quote(%) q:off()", "c", "\"AAPL\""),
        Line(minute + "print(sma(5):push(%))", "h", "h:column(\"close\")"),
        Line(tracked + "place(%)", "t.contract, order(\"BUY\", 1)", "t.contract, t.order"),
        Line(tracked + "local o = t.order o.lmtPrice = 186 %", "t:modify{lmtPrice = 186}", "place(c, o)"),
        Line("state.x = {1, %, 3}", "2", "nil"), Line("state.x = {a = {%}}", "nil, nil", "1, nil, 3"),
        Line("state.x = {1, 2%}", "", ", name = 3"),
    ]

    /// Lines that use a member which a list or a result does not have, and what the check tells.
    static let lacked: [(Line, String)] = [
        (Line("print(details(c)%.minTick * 2)", "[1]", ""), "it is a list: write list[1].minTick"),
        (
            Line("local d = details(c) if d%.minTick > 0 then print(1) end", "[1]", ""),
            "it is a list: write list[1].minTick"
        ),
        (Line("local d = details(c) print(d%.contract.conId)", "[1]", ""), "it is a list: write list[1].contract"),
        (
            Line(bought + "print(positions()[%].position)", "1", "\"AAPL\""),
            "it is a list: look for the element in a loop"
        ),
        (
            Line(bought + "local p = positions() if p[%].position > 0 then print(1) end", "1", "\"AAPL\""),
            "it is a list: look for the element in a loop"
        ),
        (Line(bought + "print(\"at \" .. t.fills%.price)", "[1]", ""), "it is a list: write list[1].price"),
        (Line("local r = all{a = account} print(r.%.cash)", "a", "b"), "expected one of: a"),
        (Line("local r = all{first = now, last = now} print(r.% + 1)", "first", "frst"), "did you mean first?"),
        (
            Line("local q = contract.future(\"ES\") q.expiry = % print(#details(q))", "\"202603\"", "\"2026-03\""),
            "is not a day or month of IB; write \"202603\""
        ),
        (
            Line("state.n = % + 1 print(state.n)", "(state.n or 0)", "state.n"),
            "at the first start it is nil: write (state.n or 0)"
        ),
        (Line("% state.pos.size = 5", "state.pos = state.pos or {}", ""), "write state.pos = state.pos or {} first"),
        (Line("% state.log[1] = 5", "state.log = {}", ""), "write state.log = state.log or {} first"),
        (Line("local t = {1, 2} print(t[%] + 1)", "#t", "-1"), "attempt to perform arithmetic on a nil value"),
        (Line("local t = {c} print(t[%].symbol)", "#t", "-1"), "the last one is list[#list]"),
        (
            Line("place(c, order(\"BUY\", 1, %))", "185", "string.format(\"%.2f\", 185)"),
            "expected a number, got a text"
        ),
        (Line("place(c, order(\"BUY\", %))", "math.floor(1.5)", "tostring(1)"), "expected a number, got a text"),
        (
            Line(
                "local b, s = bracket(c, {action = \"BUY\", quantity = 1, limit = 185, stop = 180}) print(%.status)",
                "b.stop",
                "s"
            ),
            "bracket gives one value, whose trades are x.parent, x.stop, x.target"
        ),
        (Line("local a, b = qualify(c, c) print(%.conId)", "a", "b"), "qualify gives one value"),
        (Line("print(pcall(%))", "cancel_all", "cancel_all()"), "or pcall(cancel_all, …)"),
    ]

    /// What runs well, or is asked for before.
    static let openTraders = [
        "local p = positions() if p.AAPL then print(p.AAPL.position) end",
        "local p = positions() if p[\"AAPL\"] ~= nil and p[\"AAPL\"].position > 0 then print(1) end",
        "local p = positions() print(p.AAPL and p.AAPL.position or 0)",
        "local p = positions() for _, x in ipairs(p) do p[x.contract.symbol] = x end if p.X then print(p.X.position) end",
        "local p = positions() p.AAPL = {position = 1} print(p.AAPL.position)",
        "local function has(x) return x ~= nil end local p = positions() if has(p.AAPL) then print(p.AAPL.position) end",
        "local r = all{a = now} if r.b then print(r.b.c) end", "local r = all{a = now} r.b = {c = 1} print(r.b.c)",
        "local k = \"b\" local r = all{[k] = account} print(r.b.cash)",
        "local jobs = {} for _, s in ipairs{\"b\"} do jobs[s] = account end local r = all(jobs) print(r.b.cash)",
        "local q = contract.future(\"ES\", \"202603\") q.exchange = \"CME\" print(snapshot(q).last)",
        "local q = contract(\"ES\", \"FUT\", \"CME\") q.expiry = \"202603\" print(snapshot(q).last)",
        "local q = contract(\"ES\", \"FUT\", \"CME\") q.m_expiry = \"202603\" print(snapshot(q).last)",
        "local months = {\"202603\"} for _, m in ipairs(months) do print(snapshot(contract.future(\"ES\", m, \"CME\")).last) end",
        "print(#details(contract.future(\"ES\")), #details(contract.index(\"SPX\")))",
        "print(position(contract.future(\"ES\")), #increments(contract.future(\"ES\", \"202603\")))",
        "print(front_month(contract(\"ES\", \"FUT\", \"CME\")).localSymbol)",
        "print(snapshot{conId = 265598}.last)",
        "print(#history(contract.continuous(\"ES\", \"CME\"), {bars = \"1 day\", duration = \"5 D\"}))",
        "local function get() return function() return 1 end end print(pcall(get()))",
        "local f = now print(pcall(f))", "print(pcall((function() return now end)()))",
        "local t = setmetatable({}, {__call = function() return 1 end}) print(pcall(t))",
        "state.x = {1, nil}", "local x = nil if now() > 0 then x = 2 end state.x = {1, x, 3}",
        "state.x = {now(), 2, 3}", "local names = {} state.x = {1, names.a}",
        "if state.n then state.n = state.n + 1 end state.n = state.n or 1 print(state.n)",
        "local s = state s.n = 1 state.n = state.n + 1", "state.n = 1 state.n = state.n + 1 print(state.n)",
        "local key = \"n\" state[key] = 1 state.n = state.n + 1", "state = {n = 1} state.n = state.n + 1",
        "if state.pos == nil then state.pos = {} end state.pos.size = 5", "state.pos = {} state.pos.size = 5",
        "local t = {} t[-1] = 5 print(t[-1] + 1)", "local t = {[-1] = c} print(t[-1].symbol)",
        "local t = {} for i = -2, 2 do t[i] = i end print(t[-1] + 1)",
        "print(tostring(1):upper(), math.floor(1.5) + 1, (tonumber(\"5\") or 0) + 1)",
        "local a, b = qualify(c) if b then print(b.conId) end print(a.conId)",
        "local a, b = now(), c print(b.symbol)", "local e, f = wait(\"fill\", 1) print(e, f)",
        "target_position(c, 0)", "local n = 10 target_position(c, n, {limit = 189})",
        tracked + "local o = t.order print(o.lmtPrice)",
        tracked
            + "local o = order{action = t.order.action, totalQuantity = 1, orderType = \"LMT\", lmtPrice = 184} place(c, o)",
    ]

    /// Keys of a header, a call of `target_position` that they refuse, and words of the refusal.
    static let refusedTargets = [
        ("order_types = [\"MKT\"]\ntifs = [\"GTC\"]", "target_position(c, 10)", "an order without tif is \"DAY\""),
        ("order_types = [\"LMT\"]", "target_position(c, 10)", "\"MKT\" is not permitted"),
        ("order_types = [\"MKT\"]", "target_position(c, 10, {limit = 190})", "\"LMT\" is not permitted"),
        ("order_types = [\"LMT\"]", "target_position(c, 10, {limit = -1})", "-1 is not above zero"),
        ("order_types = [\"MKT\"]", "target_position(c, 10.5)", "0.5 is not whole"),
    ]

    private func told(_ line: Line) throws -> (messages: [String], end: String) {
        try agrees(line)
        let wrong = line.with(line.wrong)
        return (errors(wrong).map(\.message), try status(wrong).1)
    }

    @Test(
        "a contract that is not a single one is found, and so is what cannot be kept or placed again",
        arguments: contracts
    )
    func contractFound(_ line: Line) throws {
        let (messages, end) = try told(line)
        #expect(messages.contains { end.contains($0) }, "\(messages); \(end)")
    }

    @Test("a member that a list or a result lacks is found, with what to write", arguments: lacked)
    func lackedFound(_ line: Line, _ words: String) throws {
        let messages = try told(line).messages
        #expect(messages.contains { $0.contains(words) }, "\(messages)")
    }

    @Test("what traders may write is left alone", arguments: openTraders)
    func tradersLeftAlone(_ text: String) throws { try leftAlone(text) }

    @Test("the order that target_position makes is judged", arguments: refusedTargets)
    func targetRefused(_ keys: String, _ text: String, _ words: String) throws {
        let source =
            "--[[ibscript\napi = 1\nname = \"example\"\n[trade]\n\(keys)\n]]\nlocal c = contract(\"AAPL\")\n\(text)"
        #expect(try status(source).0 == 4)
        let found = errors(source).filter { $0.code == .denied }
        #expect(found.count == 1 && found.allSatisfy { $0.message.contains(words) }, "\(found)")
    }

    @Test("a call in the place of a function, and a member that is only read, are warnings")
    func warned() throws {
        let lines = [
            ("print(pcall(place(c, order(\"BUY\", 1))))", "pcall: argument 1: expected a function, got a trade"),
            ("local ok, q = pcall(snapshot(c)) print(ok)", "or pcall(snapshot, …)"),
            ("print(details(c).minTick)", "minTick: no such field, it is nil; it is a list"),
            ("print(all{a = now}.b)", "b: no such field, it is nil; expected one of: a"),
        ]
        for (text, words) in lines {
            let source = Self.header + text
            #expect(try status(source).0 == 0)
            let warnings = findings(source).filter { $0.severity == .warning }.map(\.message)
            #expect(warnings.contains { $0.contains(words) }, "\(warnings)")
            #expect(errors(source).isEmpty)
        }
    }
}
