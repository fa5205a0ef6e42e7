import ScriptCheck
import Testing

/// What the check knows of results of functions that run side by side, and of the one that is first.
extension CheckedRunTests {
    private static let two = "local t = place(c, order(\"BUY\", 1)) local u = place(c, order(\"BUY\", 2)) "

    /// Lines of which the check says the same sentence as the run.
    static let outcomes: [Line] = [
        Line("local r = all{a = function() return account() end} print(r.a.%)", "NetLiquidation", "nosuch"),
        Line("print(all{a = function() return snapshot(c) end}.a.%)", "last", "price"),
        Line("local r = all{a = account, b = positions} print(r.a.%)", "AvailableFunds", "availableFund"),
        Line("local r = all{a = function() return place(c, order(\"BUY\", 1)) end} print(r.a.%)", "filled", "qty"),
        Line("local function get() return account() end local r = all{a = get} print(r.a.%)", "cash", "csh"),
        Line("function get() return account() end local r = all{a = get} print(r.a.%)", "cash", "csh"),
        Line("local f = account local r = all{a = f} print(r.a.%)", "cash", "csh"),
        Line("local jobs = {a = account} local r = all(jobs) print(r.a.%)", "cash", "csh"),
        Line("local r = all{a = function() return details(c) end} print(r.a[1].%)", "longName", "longNam"),
        Line(
            "local r = all{a = function() local q = quote(c) sleep(1) return q end} print(r.a.%) r.a:off()",
            "bid",
            "bidd"
        ),
        Line("local r = all{a = function() return 5 end} print(r.a%)", " + 1", ".x"),
        Line("local a = all{a = account}.a print(a.%)", "cash", "csh"),
        Line("for _, a in pairs(all{a = account, b = account}) do print(a.%) end", "cash", "csh"),
        Line(
            "local r = all{function() return snapshot(c) end, function() return snapshot(c) end} print(r[2].%)",
            "last",
            "prce"
        ),
        Line(
            "local function show(x) print(x.%) end show(all{a = account}.a)",
            "cash",
            "csh"
        ),
        // The one that is first.
        Line(two + "local which, x = first_of{a = t, b = u} print(which, x.%)", "filled", "fild"),
        Line(two + "local _, x = first_of{a = t, b = u, late = 30} print(x.%)", "status", "state"),
        Line("local _, x = first_of{a = account, b = function() return account() end} print(x.%)", "cash", "csh"),
        Line("place(c, order(\"BUY\", 1)) local _, f = first_of{a = \"fill\", late = 60} print(f.%)", "price", "pric"),
        Line(
            "place(c, order(\"BUY\", 1)) local _, m = first_of{a = \"orderStatus\", late = 60} print(m.%)",
            "status",
            "stats"
        ),
    ]

    /// What runs well of results of functions side by side.
    static let openOutcomes = [
        "local r = all{a = function() return {nosuch = 1} end} print(r.a.nosuch)",
        "local r = all{a = account} r.a = {nosuch = 1} print(r.a.nosuch)",
        "local r = all{a = account} r[\"a\"] = {nosuch = 1} print(r.a.nosuch)",
        "local r = all{a = account} for k in pairs(r) do r[k] = {nosuch = 1} end print(r.a.nosuch)",
        "local r = all{a = account} rawset(r, \"a\", {nosuch = 1}) print(r.a.nosuch)",
        "local r = all{a = account} local s = r s.a = {nosuch = 1} print(r.a.nosuch)",
        "local function fill(t) t.a = {nosuch = 1} end local r = all{a = account} fill(r) print(r.a.nosuch)",
        "local r = all{a = account} r.b = 1 print(r.b + 1, r.c, r.a.cash.USD)",
        "local r = all{a = function() if now() > 0 then return {nosuch = 1} end return account() end} print(r.a.nosuch)",
        "local r = all{a = function() return end} print(r.a)", "local r = all{a = function() end} print(r.a == nil)",
        "local r = all{a = function() return nil end} if r.a then print(r.a.x) end",
        "local function get() return account() end get = function() return {nosuch = 1} end print(all{a = get}.a.nosuch)",
        "local get get = function() return {nosuch = 1} end print(all{a = get}.a.nosuch)",
        "local account = function() return {nosuch = 1} end print(all{a = account}.a.nosuch)",
        "account = function() return {nosuch = 1} end print(all{a = account}.a.nosuch)",
        "local all = function(t) return {a = {nosuch = 1}} end print(all{a = account}.a.nosuch)",
        "all = function(t) return {a = {nosuch = 1}} end print(all{a = account}.a.nosuch)",
        "local k = \"a\" local r = all{a = account, [k] = function() return {nosuch = 1} end} print(r.a.nosuch)",
        "local r = all{a = account, a = function() return {nosuch = 1} end} print(r.a.nosuch)",
        "local jobs = {a = account} jobs.a = function() return {nosuch = 1} end print(all(jobs).a.nosuch)",
        "local jobs = {} for _, s in ipairs{\"a\"} do jobs[s] = function() return {nosuch = 1} end end print(all(jobs).a.nosuch)",
        "local r = all{a = spawn(function() return {nosuch = 1} end)} print(r.a.nosuch)",
        "local r = all{a = function() return select(1, {nosuch = 1}) end} print(r.a.nosuch)",
        "local r = all{a = function() return account(), {nosuch = 1} end} print(r.a.cash.USD)",
        "local r = all{a = function(...) return ... end} print(r.a)",
        "local r = all{function() return {nosuch = 1} end} print(r[1].nosuch)",
        "local r = all{account, function() return {nosuch = 1} end} print(r[2].nosuch)",
        "local r = all{account, account} r[1] = {nosuch = 1} print(r[1].nosuch)",
        "local r = all{account, account} table.insert(r, {nosuch = 1}) print(r[3].nosuch)",
        "local r = all{account, account} r[#r + 1] = {nosuch = 1} for _, x in ipairs(r) do print(type(x)) end",
        "local r = all{a = account} if type(r.a) == \"table\" then print(r.a.x) end",
        "local r r = all{a = account} r = {a = {nosuch = 1}} print(r.a.nosuch)",
        "r = all{a = account} r = {a = {nosuch = 1}} print(r.a.nosuch)",
        "local x = {nosuch = 1} local r = all{a = function() return x end} print(r.a.nosuch)",
        "local x = 1 local r = all{a = function() return x end} x = {} print(r.a + 1)",
        "local x x = {nosuch = 1} print(all{a = function() return x end}.a.nosuch)",
        "local list = all{function() return 1 end, function() return \"a\" end} print(list[1] + 1, list[2]:upper())",
        "for name, x in pairs(all{a = account, b = function() return {cash = {}} end}) do print(name, x.cash) end",
        "local r = all{a = function() return history(c, {bars = \"1 day\", duration = \"5 D\", each = print}) end} print(r.a + 1)",
        "local ok, r = pcall(all, {a = account}) print(ok, r.a.cash.USD)",
        "print((all{a = function() return {1, x = 2} end}).a.x)",
        "local r = all{now, a = account, function() return {nosuch = 1} end} print(r[1] + 1, r.a.cash.USD, r[2].nosuch)",
    ]

    /// What runs well of the one that is first.
    static let openFirst = [
        "local k, x = first_of{a = function() return {nosuch = 1} end} print(k, x.nosuch)",
        "local k, x = first_of{late = 1} print(k, x)", "local k, x, y = first_of{late = 1} print(k, x, y)",
        two + "local k, x = first_of{a = t, late = 30} if k == \"a\" then print(x.filled) end",
        two + "local k, x = first_of{a = t, b = function() sleep(50) return {qty = 1} end} print(k, x.filled)",
        two + "local k, x = first_of{a = t, b = function() return {qty = 1} end} print(x.qty)",
        two + "local k, x = first_of{a = t, b = u} x = {qty = 1} print(x.qty)",
        two + "local k, x = first_of{a = t, [\"b\"] = function() return {qty = 1} end} print(x.qty)",
        two + "local k, x = first_of{a = t, spawn(function() return {qty = 1} end)} print(x.qty)",
        two + "local job = spawn(function() return {qty = 1} end) local _, x = first_of{a = job, b = t} print(x.qty)",
        two + "local job = spawn(function() return {qty = 1} end) local _, x = first_of{a = job} print(x.qty)",
        two + "local e = \"fill\" local _, x = first_of{a = e, b = t} print(type(x))",
        two + "local n = 30 local _, x = first_of{a = t, late = n} print(x.filled)",
        two + "local n = 30 local _, x = first_of{a = t, late = n * 2} print(x.filled)",
        two
            + "local things = {a = t} things.b = function() return {qty = 1} end local _, x = first_of(things) print(x.qty)",
        two
            + "local things = {t} things[#things + 1] = function() return {qty = 1} end local _, x = first_of(things) print(x.qty)",
        two + "local first_of = function() return 1, {qty = 1} end local _, x = first_of{a = t} print(x.qty)",
        two + "local _, x = pcall(first_of, {a = t}) print(x)",
        two + "local k, x = first_of{t, u} print(k, x.filled)",
        two + "local k, x = first_of{a = t, late = 0.01} print(k, x)",
        two + "local k, x = first_of{a = t, late = 0.01} if x then print(x.filled) end",
        two + "local k, x = first_of{a = t, late = 0.01} print(x and x.filled or \"late\")",
        two + "local k = first_of{a = t} print(k:upper())",
        two + "local k, x = first_of{a = t} print(k:upper(), x.status)",
        "local _, x = first_of{a = account, b = function() return 5 end, late = 30} print(type(x))",
        "local _, x = first_of{a = function() return 5 end} print(x + 1)",
        "local _, x = first_of{a = function() return 5, 6 end} print(x + 1)",
        "local _, x, y = first_of{a = function() return 5, {z = 1} end} print(x + 1, y.z)",
        "place(c, order(\"BUY\", 1)) local _, m = first_of{a = \"orderStatus\", b = \"openOrder\", late = 60} print(type(m))",
        "local _, m = first_of{a = \"gap\", late = 1} print(m)",
        "local _, a = account(), {nosuch = 1} print(a.nosuch)", "local a, b = now(), {nosuch = 1} print(b.nosuch)",
        "local ok, e = pcall(error, {nosuch = 1}) print(e.nosuch)",
        "local function two() return account(), {nosuch = 1} end local _, x = two() print(x.nosuch)",
        "local s, n = (\"aa\"):gsub(\"a\", \"b\") print(n + 1)",
        "local a, b, d = table.unpack{1, {x = 1}, 3} print(b.x, d)",
    ]

    @Test("what functions give that run side by side is known", arguments: outcomes)
    func outcomeFound(_ line: Line) throws {
        try agrees(line)
        let (wrong, end) = (line.with(line.wrong), try status(line.with(line.wrong)).1)
        #expect(errors(wrong).contains { end.contains($0.message) }, "\(errors(wrong)); \(end)")
    }

    @Test("what may be right of what they give is left alone", arguments: openOutcomes + openFirst)
    func outcomeLeftAlone(_ text: String) throws { try leftAlone(text) }
}
