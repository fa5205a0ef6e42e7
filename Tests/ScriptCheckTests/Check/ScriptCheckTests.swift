internal import ScriptCheck
internal import Testing

@Suite struct ScriptCheckTests {
    static let vocabulary = ScriptVocabulary(
        globals: [
            "contract", "order", "place", "cancel", "on", "log", "print", "pcall", "ipairs", "pairs", "input", "tws",
            "math", "bracket", "quote", "sleep", "setmetatable", "rawset", "_G", "string", "tostring",
        ],
        members: [
            "tws": ["reqMktData", "cancelMktData", "placeOrder"], "math": ["floor", "max"],
            "contract": ["stock", "option"], "order": ["market", "limit", "stop"],
        ],
        fields: [
            "order": ["action", "totalQuantity", "orderType", "lmtPrice", "auxPrice", "tif"],
            "contract": ["symbol", "secType", "exchange", "currency"], "place#3": ["key"], "cancel#2": ["key"],
            "tws.reqMktData": ["contract", "genericTickList"], ":modify": ["lmtPrice", "totalQuantity"],
        ],
        firstArguments: ["on": ["orderStatus", "error", "*", "fill"], ":on": ["fill", "status"]]
    )

    private func findings(_ source: String) -> [String] {
        let header = HeaderFacts(inputs: [], permissions: nil)
        return ScriptCheck(vocabulary: Self.vocabulary)
            .findings(source: Array(source.utf8), file: "s.lua", header: header)
            .map { "\($0.line):\($0.column) \($0.severity.rawValue) \($0.code.rawValue): \($0.message)" }
    }

    static let names: [(String, [String])] = [
        ("plcae()", ["1:1 error unknown_global: plcae: no such function; did you mean place?"]),
        ("local x = undefined", ["1:11 warning unknown_global: undefined: no such global, it is nil"]),
        ("foo.bar = 1", ["1:1 error unknown_global: foo: no such table"]),
        ("function helper() end helper()", []), ("count = 0 count = count + 1", []), ("f() f = print", []),
        ("local place = 1 plcae = place", []), ("_G.helper = print helper()", []), ("print(_G.helper)", []),
        ("rawset(_G, 'f', print) f()", []), ("setmetatable(_G, {}) anything()", []),
        ("local _ENV = {print = print} anything()", []), ("local function f(_ENV) return x() end f()", []),
        ("tws.reqMktDta()", ["1:5 error unknown_member: tws.reqMktDta: no such member; did you mean reqMktData?"]),
        (
            "\nlocal c = contract.stok('AAPL')",
            ["2:20 error unknown_member: contract.stok: no such member; did you mean stock?"]
        ),
        (
            "local t = {} t.append()",
            ["1:16 error unknown_member: attempt to call a nil value (field 'append'); write list[#list + 1] = x"]
        ),
        ("tws['reqMktDta']()", ["1:5 error unknown_member: tws.reqMktDta: no such member; did you mean reqMktData?"]),
        ("local tws = {reqMktDta = print} tws.reqMktDta()", []), ("tws = {} tws.reqMktDta()", []),
        ("tws.mine = print tws.mine()", []),
        ("local m = math.flor(1)", ["1:16 error unknown_member: math.flor: no such member; did you mean floor?"]),
        ("print(string.anything)", []), ("local t = {z = print, x = {}} t.x.y = t.z()", []),
        ("for _, f in ipairs({}) do f() end", []),
        ("goto done do x() end ::done::", ["1:14 error unknown_global: x: no such function"]),
        (
            "print(input.qty)",
            ["1:13 error unknown_input: input.qty: no such input; declare it under [inputs] in the header"]
        ),
    ]

    static let fields: [(String, [String])] = [
        (
            "local o = order{lmtprice = 1}",
            ["1:17 error unknown_field: order.lmtprice: no such field; did you mean lmtPrice?"]
        ),
        (
            "local o = order({\n  action = 'BUY',\n  ['tiff'] = 'DAY'})",
            ["3:3 error unknown_field: order.tiff: no such field; did you mean tif?"]
        ),
        ("local c = contract{symbol = 'A', 'x', [1] = 2}", []),
        ("local order = print order{lmtprice = 1}", []), ("function order() end order{lmtprice = 1}", []),
        (
            "quote(contract('A')):modify{lmtPrise = 1}",
            ["1:29 error unknown_field: modify.lmtPrise: no such field; did you mean lmtPrice?"]
        ),
        (
            "cancel({any = 1}, {keyy = 'x'})",
            ["1:20 error unknown_field: cancel.keyy: no such field; did you mean key?"]
        ),
        (
            "tws.reqMktData{contrct = 1}",
            ["1:16 error unknown_field: tws.reqMktData.contrct: no such field; did you mean contract?"]
        ),
        (
            "on('oderStatus', print)",
            ["1:1 error unknown_message: on: \"oderStatus\": no such message or event; did you mean orderStatus?"]
        ),
        ("on('*', print) on('error', print) local n = 'x' n = n .. 'y' on(n, print)", []),
        ("local n = 'x' on(n, print)", ["1:15 error unknown_message: on: \"x\": no such message or event"]),
        (
            "local t = quote('A') t:on('fil', print)",
            ["1:24 error unknown_message: on: \"fil\": no such message or event; did you mean fill?"]
        ),
        ("x = ", ["1:5 error syntax: unexpected symbol near <eof>"]),
        ("if x then\n\nprint(1", ["3:8 error syntax: ')' expected near <eof>"]),
    ]

    static let caught: [(String, [String])] = [
        (
            "pcall(function() plcae() end)",
            ["1:18 warning unknown_global: plcae: no such function; did you mean place?"]
        ),
        (
            "pcall(function() quote(function() plcae() end) end)",
            ["1:35 warning unknown_global: plcae: no such function; did you mean place?"]
        ),
        (
            "pcall(function() on('fill', function() plcae() end) end)",
            ["1:40 error unknown_global: plcae: no such function; did you mean place?"]
        ),
        (
            "local function f() plcae() end pcall(f)",
            ["1:20 warning unknown_global: plcae: no such function; did you mean place?"]
        ),
        (
            "local function f() plcae() end pcall(f) f()",
            ["1:20 error unknown_global: plcae: no such function; did you mean place?"]
        ),
        (
            "pcall(order, {lmtprice = 1})",
            ["1:15 warning unknown_field: order.lmtprice: no such field; did you mean lmtPrice?"]
        ),
        (
            "pcall(print, plcae())",
            ["1:14 error unknown_global: plcae: no such function; did you mean place?"]
        ),
        ("pcall(function() x = end)", ["1:22 error syntax: unexpected symbol near 'end'"]),
    ]

    @Test(arguments: names + fields + caught)
    func findsIn(_ source: String, _ expected: [String]) {
        #expect(findings(source) == expected)
    }

    @Test func whatTheLimitsRefuseStandsAtItsCall() {
        let header = HeaderFacts(
            inputs: [HeaderFacts.Input(name: "s", line: 3, values: ["AAPL", "MSFT"])],
            permissions: HeaderFacts.Permissions(
                line: 7,
                symbols: HeaderFacts.Permitted(key: "symbols", values: ["$s", "IBM"], line: 8)
            ),
            denials: { ["\($0.action ?? "-") \($0.quantity ?? 0) \($0.orderTypes)"] }
        )
        let source = "place(contract('MSFT'), order('BUY', 5, 9.5)) quote(contract('TSLA'))"
        let findings = ScriptCheck(vocabulary: Self.vocabulary)
            .findings(source: Array(source.utf8), file: "s.lua", header: header)
        #expect(
            findings.map { "\($0.line):\($0.column) \($0.code.rawValue): \($0.message)" } == [
                "1:25 denied: BUY 5.0 [\"LMT\"]",
                "1:53 denied: \"TSLA\" may not be traded: it is not in symbols of [trade]",
                "3:1 unused_input: input s is declared but never read; remove it",
            ]
        )
    }

    @Test func hostileTextsEndSoon() {
        for source in LuaCorpus.generated + [
            String(repeating: "x(", count: 100_000), String(repeating: "x() ", count: 30_000),
            // Variables that are used often, and functions that call each other.
            "local t = {} " + String(repeating: "t[#t + 1] = 1 print(t[1] + 1) ", count: 3_000),
            "local t = {} " + String(repeating: "t.a = t.b print(t.c) ", count: 3_000),
            "local f = function(x) return x end local a = 1 " + String(repeating: "a = f(a + f(a)) ", count: 3_000),
            "local f0 = print "
                + (1...150).map { "local function f\($0)(x) f\($0 - 1)(x + 1) return f\($0 - 1)(x.y) end " }.joined(),
            "local function f(x) return f(tostring(x)) end f(f(1))",
        ] {
            #expect(findings(source).count <= 200)
        }
    }

    @Test("modules are held to the same header, and what they use is used")
    func modules() {
        func check(_ script: String, _ module: String) -> [String] {
            let permissions = HeaderFacts.Permissions(
                line: 4,
                symbols: HeaderFacts.Permitted(key: "symbols", values: ["AAPL", "MSFT"], line: 5)
            )
            let header = HeaderFacts(inputs: [HeaderFacts.Input(name: "size", line: 3)], permissions: permissions) {
                $0.quantity == 999 ? ["too many"] : []
            }
            let check = ScriptCheck(vocabulary: Self.vocabulary)
            let modules = [ScriptCheck.Module(file: "m.lua", source: Array(module.utf8))]
            return check.findings(source: Array(script.utf8), file: "s.lua", header: header, modules: modules)
                .map { "\($0.file):\($0.line) \($0.code.rawValue)" }
        }
        let script = "place(contract('AAPL'), order('BUY', 1)) helper()"
        let module = "function helper() place(contract('MSFT'), order('BUY', input.size)) end"
        #expect(check(script, module).isEmpty)
        #expect(check(script, module + " order('BUY', 999)") == ["m.lua:1 denied"])
        #expect(check(script, module + "\nplcae()") == ["m.lua:2 unknown_global"])
        #expect(
            check(script, module + "\nprint(") == [
                "s.lua:1 unknown_global", "s.lua:3 unused_input", "s.lua:5 unused_permission", "m.lua:2 syntax",
            ]
        )
    }

    @Test("the modules that a text loads are those that it names")
    func moduleNames() {
        let source =
            "local a = require 'one' local b = require(\"two\") require(name) pcall(require, 'four') local s = 'require \"three\"'"
        #expect(ScriptCheck.modules(of: Array(source.utf8)) == ["one", "two", "four"])
        #expect(ScriptCheck.modules(of: Array("require 'one' (".utf8)).isEmpty)
    }
}
