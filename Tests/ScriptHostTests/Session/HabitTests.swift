import ScriptCheck
import ScriptHeader
import ScriptHost
import Testing

/// What people write who come from other languages: the run and the check name the same thing to write instead.
@Suite("habits of other languages")
struct HabitTests {
    /// A script, and what it is told to write.
    static let slips: [(String, String)] = [
        ("print(math.round(2.5))", "write math.floor(x + 0.5)"), ("print(math.pow(2, 3))", "write x ^ y"),
        ("print(math.inf + 1)", "write math.huge"), ("print(random.random())", "write math.random()"),
        ("print(time.now())", "write now()"), ("print(time.time())", "write now()"),
        ("time.sleep(1)", "write sleep(seconds)"), ("asyncio.sleep(1)", "write sleep(seconds)"),
        ("print(datetime.now())", "write now()"), ("print(datetime.date())", "write now(), time.date()"),
        ("print(date.today())", "write time.today()"), ("print(time.strftime(\"%Y\"))", "write time.format(t, "),
        ("print(json.dumps({a = 1}))", "write json(path):write(value)"),
        ("print(json.loads(\"{}\"))", "JSON is not read here"), ("json:nonsense()", "call it: json(…)"),
        ("csv.writer(1)", "write csv(path, columns)"), ("print(os.getenv(\"HOME\"))", "write input.name"),
        ("local y = true ? 1 : 2", "Lua has no ?: write condition and a or b"),
        ("print(len({}))", "write #list"), ("print(str(1))", "write tostring(x)"),
        ("local t = {} t.append(1)", "write list[#list + 1] = x"),
        ("local t = {} t:append(1)", "write list[#list + 1] = x"),
        ("print(f\"{1}\")", "values are put into a text with .. or string.format"),
        ("print(unpack({1}))", "write table.unpack(list)"), ("print(table.getn({}))", "write #list"),
        ("print((\"a,b\"):split(\",\"))", "write for part in text:gmatch"),
        ("local s = \"a,b\" print(s.strip())", "write text:match"), ("console.log(1)", "write print(…)"),
        ("print(string.startswith(\"ab\", \"a\"))", "write text:sub(1, #head) == head"),
        (ordering("MARKET"), "order.orderType: \"MARKET\" is not an order type of IB; write MKT"),
        (ordering("LIMIT"), "write LMT"), (ordering("Stop"), "write STP"),
        (ordering("STOP_LIMIT"), "write STP LMT"), (ordering("trailing stop"), "write TRAIL"),
        ("if x then\n  print(1)\nelse if y then\n  print(2)\nend", "write elseif"),
        ("if x then\n  print(1)\nelse if y then\n  print(2)\nelse if z then\n  print(3)\nend", "write elseif"),
        ("local function f(x)\n  if x then\n    return 1\n  else if y then\n    return 2\n  end\nend", "write elseif"),
        ("on(\"fill\", function(x)\n  if x then\n    y = 1\n  else if y then\n    y = 2\n  end\nend)", "write elseif"),
    ]

    private static func ordering(_ type: String) -> String {
        "place(contract(\"AAPL\"), order{action = \"BUY\", totalQuantity = 1, orderType = \"\(type)\"})"
    }

    @Test("The line of an else if is told, not the end of the file where Lua misses an end")
    func elseIf() throws {
        let source =
            "-- else if\nlocal x = 1\nif x > 2 then\n  print(1)\n  else  if x > 1 then\n  print(2)\nend\nprint(3)\n"
        let message = try ScriptBench(source).end?.message
        #expect(
            message?.hasPrefix("test.lua:9: 'end' expected (to close 'if' at line 3) near <eof>; line 5:") == true,
            "\(message ?? "")"
        )
        let found = ScriptCheck(vocabulary: .scriptHost).findings(source: source, file: "test.lua")
        #expect(found.map(\.line) == [5] && found.map(\.column) == [3], "\(found)")
    }

    @Test("A missing end without an else if is told where Lua misses it")
    func missingEnd() {
        let source = "local x = \"else if\"\nif x then\n  print(1) -- else if\n"
        let found = ScriptCheck(vocabulary: .scriptHost).findings(source: source, file: "test.lua")
        #expect(found.map(\.line) == [4])
        #expect(found.allSatisfy { !$0.message.contains("elseif") }, "\(found)")
    }

    @Test("The run and the check tell the same", arguments: slips)
    func told(source: String, words: String) throws {
        let end = try ScriptBench(source).end
        #expect(end?.message?.contains(words) == true, "\(end as Any)")
        let found = ScriptCheck(vocabulary: .scriptHost).findings(source: source, file: "test.lua")
        #expect(found.contains { $0.severity == .error && $0.message.contains(words) }, "\(found)")
    }

    @Test("The last place of a list is told where Lua has found nothing")
    func last() throws {
        let end = try ScriptBench("local t = {{x = 1}} print(t[-1].x)").end
        #expect(end?.message?.hasSuffix("; the last one of a list is list[#list]") == true, "\(end as Any)")
    }

    @Test("What a script has itself is no habit")
    func own() throws {
        let source = """
            local json = {dumps = tostring} print(json.dumps(1))
            time.now = now print(time.now() == now())
            function math.round(x) return math.floor(x + 0.5) end print(math.round(2.5))
            """
        let bench = try ScriptBench(source)
        #expect(bench.prints == ["1", "true", "3"])
        #expect(ScriptCheck(vocabulary: .scriptHost).findings(source: source, file: "test.lua").isEmpty)
    }
}
