internal import ScriptHeader
internal import Testing

@Suite struct HeaderErrorTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let source: String
        let code: HeaderError.Code
        let line: Int
        let says: String

        var testDescription: String { source }

        init(_ lines: String, _ code: HeaderError.Code, _ line: Int, _ says: String) {
            source = ExampleHeader.with(lines)
            (self.code, self.line, self.says) = (code, line, says)
        }

        init(whole source: String, _ code: HeaderError.Code, _ line: Int, _ says: String) {
            (self.source, self.code, self.line, self.says) = (source, code, line, says)
        }
    }

    static let keys: [Case] = [
        Case("nmae = \"x\"", .unknownKey, 3, "did you mean name?"),
        Case("[trade]\n\nsymbol = [\"A\"]", .unknownKey, 5, "[trade] symbol: no such key; did you mean symbols?"),
        Case("[trade]\nmax_notionl = 5", .unknownKey, 4, "did you mean max_notional?"),
        Case("[inputs]\nq = { type = \"integer\", defalt = 1 }", .unknownKey, 4, "did you mean default?"),
        Case("[inputs.q]\ntype = \"integer\"\nmaximum = 1", .unknownKey, 5, "known are"),
        Case("[budgets]\n", .unknownKey, 3, "did you mean budget?"),
        Case("[budget]\ntime = 1", .unknownKey, 4, "known are instructions"),
        Case("[files]\nstdin = true", .unknownKey, 4, "stdout"),
        Case("name = \"a b\"", .invalidValue, 3, "1 to 64"),
        Case("name = \"\"", .invalidValue, 3, "1 to 64"),
        Case("name = 5", .wrongType, 3, "must be a string, is an integer"),
        Case("summary = \"a\\u001b[2J\"", .invalidValue, 3, "control"),
        Case("summary = \"a\\u202Eb\"", .invalidValue, 3, "control"),
        Case("summary = \"\"\"a\nb\"\"\"", .invalidValue, 3, "one line"),
        Case("summary = 2026-01-05", .wrongType, 3, "is a date"),
        Case("trade = 1", .wrongType, 3, "must be a table"),
        Case("[trade]\nsides = [\"buy\"]", .invalidValue, 4, "did you mean BUY?"),
        Case("[trade]\nsides = \"BUY\"", .wrongType, 4, "a list of strings"),
        Case("[trade]\nsides = [\"BUY\", 1]", .wrongType, 4, "contains an integer"),
        Case("[trade]\norder_types = [\"LIMIT\"]", .invalidValue, 4, "\"LIMIT\" is not known; write LMT"),
        Case("[trade]\norder_types = [\"QWERTYUIOP\"]", .invalidValue, 4, "known are MKT"),
        Case("[trade]\nsymbols = [\"aapl\"]", .invalidValue, 4, "write AAPL"),
        Case("[trade]\nsymbols = [\" AAPL\"]", .invalidValue, 4, "is not a symbol"),
        Case(
            "[trade]\nsymbols = [\"$symbl\"]\n[inputs]\nsymbol={type=\"symbol\"}",
            .invalidValue,
            4,
            "did you mean symbol?"
        ),
        Case("[trade]\nsymbols = [\"$n\"]\n[inputs]\nn={type=\"integer\"}", .invalidValue, 4, "must be symbol"),
        Case("[trade]\nmax_order_qty = 0", .invalidValue, 4, "above 0"),
        Case("[trade]\nmax_order_qty = -5", .invalidValue, 4, "above 0"),
        Case("[trade]\nmax_order_qty = nan", .invalidValue, 4, "above 0"),
        Case("[trade]\nmax_notional = inf", .invalidValue, 4, "above 0"),
        Case("[trade]\nmax_order_qty = \"500\"", .wrongType, 4, "a number, is a string"),
        Case("[trade]\nmax_orders_per_minute = 1.5", .wrongType, 4, "an integer"),
        Case("[trade]\nshort = 1", .wrongType, 4, "true or false"),
        Case("[trade]\non_stop = \"cancel\"", .invalidValue, 4, "leave, cancel_entries, cancel_all"),
        Case("[budget]\nseconds = 51", .invalidValue, 4, "at most 50"),
        Case("[budget]\ninstructions = 500000001", .invalidValue, 4, "from 1 to 500000000"),
        Case("[budget]\nmemory_mib = 641", .invalidValue, 4, "from 1 to 640"),
        Case("[budget]\nmain_instructions = 0", .invalidValue, 4, "from 1"),
    ]

    static let inputs: [Case] = [
        Case("[inputs]\nq = 5", .wrongType, 4, "write q = { type"),
        Case("[inputs]\nq = {}", .missingKey, 4, "needs a type"),
        Case("[inputs]\nq = { type = \"int\" }", .invalidValue, 4, "is not a type"),
        Case("[inputs]\nq = { type = \"intger\" }", .invalidValue, 4, "did you mean integer?"),
        Case(
            "[inputs]\nq = { type = \"integer\", default = 1.5 }",
            .invalidValue,
            4,
            "must be of type integer, not a number"
        ),
        Case(
            "[inputs]\nq = { type = \"integer\", default = 9, max = 5 }",
            .invalidValue,
            4,
            "above the maximum, 5"
        ),
        Case("[inputs]\nq = { type = \"integer\", min = 9, max = 5 }", .invalidValue, 4, "above max"),
        Case("[inputs]\nq = { type = \"string\", min = 1 }", .invalidValue, 4, "has no bounds"),
        Case("[inputs]\nq = { type = \"symbol\", default = \"aapl\" }", .invalidValue, 4, "write AAPL"),
        Case("[inputs]\nq = { type = \"price\", default = 0 }", .invalidValue, 4, "above zero"),
        Case("[inputs]\nq = { type = \"number\", default = inf }", .invalidValue, 4, "finite"),
        Case("[inputs]\nq = { type = \"time\", default = \"24:00\" }", .invalidValue, 4, "HH:MM"),
        Case("[inputs]\nq = { type = \"choice\" }", .missingKey, 4, "needs choices"),
        Case("[inputs]\nq = { type = \"choice\", choices = [] }", .wrongType, 4, "non-empty"),
        Case(
            "[inputs]\nq = { type = \"choice\", choices = [\"a\"], default = \"b\" }",
            .invalidValue,
            4,
            "not among the choices: a"
        ),
        Case("[inputs]\n\"a-b\" = { type = \"string\" }", .invalidValue, 4, "is not a name"),
        Case("[inputs]\nend = { type = \"string\" }", .invalidValue, 4, "is not a name"),
        Case("[[inputs]]\ntype = \"string\"", .malformed, 3, "]] ends the comment"),
        Case(whole: "--[=[ibscript\napi = 1\n[[inputs]]\ntype = \"string\"\n]=]", .wrongType, 3, "must be a table"),
    ]

    static let forms: [Case] = [
        Case("name = ", .malformed, 3, "not valid TOML"),
        Case("name = \"a\"\nname = \"b\"", .malformed, 4, "not valid TOML"),
        Case("[trade\n", .malformed, 3, "not valid TOML"),
        Case(
            "name = \"a\nsummary = \"b\"",
            .malformed,
            3,
            "the text that begins at column 8 is not closed; add \" at its end"
        ),
        Case(
            "[trade]\nsymbols = [\"A\", \"B]",
            .malformed,
            4,
            "the text that begins at column 17 is not closed; add \" at its end"
        ),
        Case("name = \"a\\u0000\"", .malformed, 3, "control character"),
        Case("name = \"a\"\n\0[trade]\nsides = []", .malformed, 4, "control character"),
        Case(whole: "--[[ibscript\nname = \"x\"\n]]", .missingKey, 1, "add api = 1"),
        Case(whole: "--[[ibscript\napi = 2\nnew = 1\n]]", .unsupportedApi, 2, "asks for 2"),
        Case(whole: "--[[ibscript\napi = \"1\"\n]]", .wrongType, 2, "must be the number 1"),
        Case(whole: "\n\n--[[ibscript\napi = 1\n", .unterminated, 3, "not closed"),
        Case(whole: "-- mine\n--[[ibscript\napi = 1\n]]", .misplaced, 2, "first comment"),
        Case(whole: "print(1)\n--[[ibscript\napi = 1\n]]", .misplaced, 2, "first comment"),
        Case(whole: "--[[ibscript\napi = 1\n]]\n--[[ibscript\napi = 1\n]]", .misplaced, 4, "one header"),
        Case(whole: "--[[ ibscript\napi = 1\n]]", .misplaced, 1, "looks like a header"),
        Case(whole: "--[[\nibscript\napi = 1\n]]", .misplaced, 1, "looks like a header"),
        Case(whole: "--[[IBScript\napi = 1\n]]", .misplaced, 1, "lower case"),
    ]

    @Test(arguments: keys + inputs + forms)
    func aFaultIsToldWithItsLine(_ example: Case) throws {
        let error = try #require(throws: HeaderError.self) {
            try ScriptHeader.parse(source: example.source, file: "s.lua")
        }
        #expect(error.code == example.code)
        #expect(error.line == example.line)
        #expect(error.message.contains(example.says), "\(error)")
        #expect(error.description.hasPrefix("s.lua:\(example.line): "))
        #expect(!error.isUsage)
    }

    private static let hostile = [
        "x = " + String(repeating: "[", count: 20_000), "x = " + String(repeating: "{a=", count: 10_000),
        String(repeating: "a.", count: 900) + "a = 1", String(repeating: "a.", count: 15_000) + "a = 1",
        "[" + String(repeating: "a.", count: 900) + "a]\n" + String(repeating: "a.", count: 90) + "a = {",
        "x = \"" + String(repeating: "a", count: 40_000) + "\"",
        "x = " + String(repeating: "[", count: 200) + String(repeating: " ]", count: 200),
    ]

    @Test(arguments: hostile.indices)
    func hostileHeadersAreErrors(_ index: Int) {
        let source = "--[====[ibscript\napi = 1\n\(Self.hostile[index])\n]====]"
        let error = #expect(throws: HeaderError.self) { try ScriptHeader.parse(source: source, file: "s.lua") }
        #expect(error?.code == .malformed || error?.code == .unknownKey)
    }

    @Test func aSourceBeyondTheCapIsRefused() {
        let long = String(repeating: " ", count: ScriptHeader.longestSource)
        #expect(throws: Never.self) { try ScriptHeader.parse(source: long, file: "s.lua") }
        let error = #expect(throws: HeaderError.self) { try ScriptHeader.parse(source: long + " ", file: "s.lua") }
        #expect(error?.code == .sourceTooLong)
    }
}
