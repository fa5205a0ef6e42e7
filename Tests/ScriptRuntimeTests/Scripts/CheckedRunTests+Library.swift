import ScriptCheck
import Testing

/// What the check finds in the arguments of Lua's own functions.
extension CheckedRunTests {
    /// Lines of which the check says the same sentence as the run.
    static let library: [Line] = [
        // Functions outside of tables.
        Line("print(tonumber(%))", "nil", ""), Line("print(tostring(%))", "nil", ""),
        Line("print(type(%))", "nil", ""), Line("print(ipairs(%))", "nil", ""), Line("print(pairs(%))", "{}", ""),
        Line("print(next(%))", "{}", "5"), Line("print(rawget(%, 1))", "{}", "5"),
        Line("print(rawequal(1%))", ", 1", ""), Line("print(rawlen(%))", "\"ab\"", "5"),
        Line("print(pcall(%))", "nil", ""), Line("print(xpcall(print%))", ", print", ""),
        Line("print(select(%))", "\"#\"", "\"x\""), Line("print(select(%, 1))", "-1", "0"),
        Line("print(select(%, now()))", "1", "-2"), Line("print(tonumber(\"5\", %))", "16", "99"),
        Line("print(tonumber(%, 10))", "\"5\"", "5"), Line("print(tonumber(%, 10))", "\"5\"", "now()"),
        // Coroutines.
        Line("print(coroutine.wrap(%))", "print", "5"), Line("print(coroutine.create(%))", "print", ""),
        Line("print(coroutine.resume(%))", "coroutine.create(print)", "5"),
        Line("print(coroutine.status(%))", "coroutine.create(print)", "print"),
        // Numbers.
        Line("print(math.random(%))", "0, 1", "0, -1"), Line("print(math.random(%))", "1, 2", "1, 2, 3"),
        Line("print(math.random(%))", "2", "1.5"), Line("print(math.random(%))", "2.0", "-5"),
        Line("print(math.min(1, %))", "2", "\"a\""), Line("print(math.max(1, %))", "2", "function() end"),
        Line("print(math.min(%, 2))", "1", "c"),
        Line("print(math.max(%, 5))", "7", "\"7\""), Line("print(math.floor(%))", "1.5", "c"),
        Line("print(math.ult(1, %))", "2", "2.5"),
        // Texts.
        Line("print(string.rep(%, 2))", "\"x\"", "c"), Line("print(string.rep(\"x\", %))", "2.0", "1.5"),
        Line("print(string.rep(%))", "5, 2", "5"), Line("print((\"abc\"):sub(%))", "2", "2.5"),
        Line("print(string.char(%))", "255", "256"), Line("print(utf8.char(%))", "228", "-1"),
        Line("print(utf8.codepoint(\"abc\", %))", "3", "4"),
        Line("print((\"abc\"):sub(%))", "\"2\"", "\"1.5\""), Line("print(math.floor(%))", "\" 0x1p4 \"", "\"1 day\""),
        // Patterns.
        Line("print((\"abc\"):find(%))", "\"%[\"", "\"[\""), Line("print((\"abc\"):match(%))", "\"%%\"", "\"%\""),
        Line("print((\"abc\"):gsub(%, \"\"))", "\"%(\"", "\"[^%(\""),
        Line("print(string.find(\"a\", %))", "\"()\"", "\"a*)\""),
        Line("print(string.gsub(\"abc\", %, print))", "\"%f[a]\"", "\"%f\""),
        Line("for word in (\"abc\"):gmatch(%) do print(word) end", "\"[ab]*\"", "\"a*[b\""),
        Line("print((\"abc\"):match(%))", "\"()%1?\"", "\"%1\""),
        // Tables.
        Line("table.insert(%, 1)", "{}", "5"), Line("table.insert({}, 1%)", ", 2", ", 2, 3"),
        Line("table.insert({}%)", ", 5", ""), Line("table.insert({1}, %, 1)", "2", "5"),
        Line("local t = {} table.insert(t, %, 5)", "1", "\"a\""), Line("print(table.remove({1}, %))", "2", "3"),
        Line("print(table.concat(%))", "{5}", "5"), Line("print(table.concat({1, %, 2}))", "\"x\"", "{}"),
        Line("print(table.concat({\"a\", c.symbol, %}, \", \"))", "1", "true"),
        Line("print(table.concat({1, 2}, \", \", 1, %))", "2", "3"),
        Line("print(table.unpack(%))", "{5}", "5"), Line("print(table.unpack({1}, 1, %))", "2", "2.5"),
        Line("table.sort({3, %, 1})", "2", "\"a\""), Line("table.sort({%})", "1, 2", "{1}, {2}"),
        // Times.
        Line("print(os.time{%})", "year = 2026, month = 1, day = 5", "2026, 1, 5"),
        Line("print(os.time{year = 2026, %, day = 5})", "month = 1", "1"),
    ]

    /// What may be right.
    static let openLibrary = [
        "print(select(\"#\", 1, nil), select(-1, 1, 2), select(2, 1))", "local x print(tonumber(x or \"5\", 10))",
        "print(math.max(\"a\", \"b\"), math.min(1, 2.5, -3), math.max(7), math.max({}))",
        "print(tonumber({}), tonumber(nil), type(nil), tostring(nil), rawequal(nil, nil), tonumber({}, nil))",
        "print(pcall(5), pcall(nil), pcall(error), xpcall(5, print))",
        "print(pcall(error, \"x\"), pcall(assert, false))",
        "print(table.concat({1, \"a\", 2.5}, \", \", 1, 2), table.concat({}), table.concat({1}, \",\", 2, 1))",
        "local function text() return \"a\" end print(table.concat({text(), text(), n = 1}))",
        "print((\"a[b\"):find(\"[\", 1, true), (\"x\"):find(\"a[\"), (\"x\"):match(\"^($\"), (\"x\"):find(\"[\", 5))",
        "print((\"abc\"):gsub(\"(a\", \"\"), (\"abc\"):find(\"a)\"), (\"abc\"):gsub(\"b[\", \"\", 0))",
        "print((\"abc\"):find(\"[]]\"), (\"abc\"):find(\"[%]]\"), (\"a]\"):find(\"]\"), (\"abc\"):find(\"[]-a]\"))",
        "print(math.fmod(5, 0.0), math.random(3, 3), math.random(0))", "print(\"5\" // 0.0, \"5\" % 0.0)",
        "local n = 9007199254740993 print(math.random(n, n), math.random(9007199254740993, 9223372036854775807))",
        "local t = {} for i = 1, 3 do table.insert(t, 1, i) end table.insert(t, 4, 1) print(table.remove(t, 5))",
        "print(table.remove({}), table.remove({}, 0), table.remove({1}, 2), table.remove({now()}, 1))",
        "local resume = coroutine.wrap(function(...) return ... end) print(resume(1))",
        "local t = coroutine.create(print) print(coroutine.resume(t, {}), coroutine.status(t), coroutine.close(t))",
        "print(next({}), next({5}, 1), rawget({5}, 1), rawset({}, \"a\", 1).a)",
        "print(table.unpack({1, 2}, 1, 2), table.unpack({}, 1, 3), ipairs({}))",
        "local function size(n, m) return math.random(n, m), (\"x\"):rep(n), table.concat({1, 2}, \",\", n, m) end size(1, 2)",
        "table.sort({3, 1, 2}) table.sort({{1}, {2}}, function(a, b) return a[1] < b[1] end) table.sort({\"b\", \"a\"})",
        "local t = {{1}, {2}} table.sort(t, function(a, b) return a[1] < b[1] end) table.sort({{}})",
        "math.randomseed(5) print(utf8.char(72, 228), utf8.len(\"abc\", 4), utf8.codepoint(\"abc\", -1))",
        "print(os.time{year = 2026, month = 1, day = 5, 7}, os.time())",
        "print(string.rep(5, 2), (\"x\"):rep(\"2\", 1.5))",
        "if now() < 0 then error(\"never\") end if now() < 0 then assert(false) end assert(5, error)",
        "print(rawlen(positions()), next(positions()), #table.pack(table.unpack(positions())))",
    ]
}
