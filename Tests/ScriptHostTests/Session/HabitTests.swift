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
    ]

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
