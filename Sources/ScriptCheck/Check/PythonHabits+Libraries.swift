extension PythonHabits {
    /// Returns what to write instead of a member of a library of another language, by its path: `time.sleep`; `nil` if it
    /// is not such a habit.
    package static func hint(forPath path: String) -> String? { libraries[path] }

    /// Returns what to write instead of a method that texts have elsewhere; `nil` for any other.
    static func hint(forTextMethod name: String) -> String? { libraries["string.\(name)"] }

    /// Returns what to write instead of a member that Lua has not found, given the line that names it: `time.now()`.
    static func hint(forMissing member: Substring, in line: String) -> String? {
        let names = line.prefix(500).matches(of: #/(\w+)\s*[.:]\s*(\w+)/#).lazy.filter { $0.2 == member }
        return names.compactMap { libraries["\($0.1).\(member)"] }.first
    }

    /// Returns what to write instead of the member that a line reads of a global: `json.dumps`.
    static func hint(forMemberOf global: Substring, in line: String) -> String? {
        let names = line.prefix(500).matches(of: #/(\w+)\s*[.:]\s*(\w+)/#).lazy.filter { $0.1 == global }
        return names.compactMap { libraries["\(global).\($0.2)"] }.first
    }

    /// Members of libraries of Python, JavaScript and other versions of Lua, by path, with the Lua equivalent. A method of
    /// texts counts as a member of `string`.
    private static let libraries: [String: String] = [
        "math.round": "write math.floor(x + 0.5)", "math.pow": "write x ^ y", "math.log10": "write math.log(x, 10)",
        "math.log2": "write math.log(x, 2)", "math.trunc": "write math.modf(x), which gives it first",
        "math.inf": "write math.huge", "math.nan": "a missing value is nil", "math.isnan": "write x ~= x",
        "math.isclose": "write math.abs(a - b) < 1e-9", "math.fabs": "write math.abs(x)",
        "math.e": "write math.exp(1)", "math.sum": "add in a loop: for _, x in ipairs(list) do … end",
        "random.random": "write math.random()", "random.randint": "write math.random(a, b)",
        "random.uniform": "write a + (b - a) * math.random()", "random.choice": "write list[math.random(#list)]",
        "Math.round": "write math.floor(x + 0.5)", "Math.pow": "write x ^ y",
        "time.now": "write now()", "time.time": "write now()", "time.sleep": "write sleep(seconds)",
        "time.strftime": "write time.format(t, \"%Y-%m-%d\")", "time.strptime": "write time.parse(text)",
        "time.localtime": "write time.date(t)", "time.gmtime": "write time.date(t, \"UTC\")",
        "time.mktime": "write os.time{year = …, month = …, day = …}", "time.perf_counter": "write os.clock()",
        "time.monotonic": "write now()", "time.wait": "write sleep(seconds)",
        "datetime.now": "write now()", "datetime.utcnow": "write now()", "datetime.today": "write time.today()",
        "datetime.strptime": "write time.parse(text)", "datetime.fromisoformat": "write time.parse(text)",
        "datetime.datetime": "write now(), time.parse(text) or time.date(t)",
        "datetime.timedelta": "times are seconds: write now() + 5 * 60", "date.today": "write time.today()",
        "Date.now": "write now()", "asyncio.sleep": "write sleep(seconds)", "asyncio.gather": "write all{…}",
        "asyncio.run": "leave it out: a script may wait anywhere", "asyncio.create_task": "write spawn(fn)",
        "asyncio.wait_for": "write first_of{done = fn, late = seconds}",
        "json.dumps": jsonLine, "json.dump": jsonLine,
        "json.encode": jsonLine, "JSON.stringify": jsonLine, "json.loads": noJSON, "json.load": noJSON,
        "json.decode": noJSON, "JSON.parse": noJSON,
        "csv.writer": "write csv(path, columns), and out:row{…}", "csv.reader": "write read_csv(path)",
        "csv.DictReader": "write read_csv(path)", "csv.DictWriter": "write csv(path, columns), and out:row{…}",
        "pd.read_csv": "write read_csv(path)", "os.getenv": "write input.name, and [inputs] in the header",
        "os.environ": "write input.name, and [inputs] in the header",
        "sys.argv": "write input.name, and [inputs] in the header",
        "sys.exit": "write stop()", "os.exit": "write stop()",
        "table.getn": "write #list", "table.maxn": "write #list",
        "table.foreach": "write for k, v in pairs(t) do … end",
        "table.append": "write list[#list + 1] = x", "table.length": "write #list",
        "table.copy": "write table.move(list, 1, #list, 1, {})",
        "string.split": "write for part in text:gmatch(\"[^,]+\") do … end",
        "string.join": "write table.concat(list, \", \")", "string.strip": trim, "string.trim": trim,
        "string.startswith": start, "string.startsWith": start, "string.endswith": end, "string.endsWith": end,
        "string.replace": "write text:gsub(old, new)", "string.contains": part, "string.includes": part,
        "string.toUpperCase": "write text:upper()", "string.toLowerCase": "write text:lower()",
        "string.isdigit": "write tonumber(text)", "string.length": "write #text",
    ]

    private static let jsonLine = "write json(path):write(value), which writes a line"
    private static let noJSON = "JSON is not read here: state keeps values, and read_csv(path) reads a table"
    private static let trim = "write text:match(\"^%s*(.-)%s*$\")"
    private static let start = "write text:sub(1, #head) == head"
    private static let end = "write text:sub(-#tail) == tail"
    private static let part = "write text:find(part, 1, true)"
}
