internal import ScriptHeader
internal import Testing
internal import Trading

/// Inputs that are lists of symbols.
@Suite struct SymbolsInputTests {
    private func header(_ lines: String) throws -> ScriptHeader {
        try ScriptHeader.parse(source: "--[[ibscript\napi = 1\n\(lines)\n]]\n", file: "s.lua")
    }

    @Test(
        arguments: [
            ("AAPL", ["AAPL"]), ("AAPL,MSFT", ["AAPL", "MSFT"]), ("AAPL MSFT  IBM", ["AAPL", "MSFT", "IBM"]),
            ("BRK B, IBM ,", ["BRK B", "IBM"]), ("AAPL\nBRK B\n", ["AAPL", "BRK B"]), ("IBM,IBM", ["IBM"]),
        ]
    )
    func areSplitAtCommasOrBlanks(_ text: String, _ symbols: [String]) throws {
        let resolved = try header("[inputs]\nx={type=\"symbols\"}").resolve(inputs: ["x": text])
        #expect(resolved["x"] == .symbols(symbols))
    }

    @Test func areBoundToPermissions() throws {
        let header = try header(
            "[inputs]\nx={type=\"symbols\",default=[\"IBM\",\"SPY\"]}\n[trade]\nsymbols=[\"QQQ\",\"$x\"]"
        )
        #expect(try header.resolve(inputs: [:]).permissions?.symbols == ["QQQ", "IBM", "SPY"])
        #expect(try header.resolve(inputs: ["x": "AAPL,MSFT"]).permissions?.symbols == ["QQQ", "AAPL", "MSFT"])
    }

    @Test(arguments: ["", " , ", "aapl", "AAPL,m$ft"])
    func othersAreRefused(_ text: String) throws {
        let header = try header("[inputs]\nx={type=\"symbols\"}")
        #expect(throws: HeaderError.self) { try header.resolve(inputs: ["x": text]) }
    }

    @Test func whatIsMissingIsNamed() throws {
        let header = try header(
            "[inputs]\na={type=\"integer\"}\nb={type=\"integer\",default=1}\nc={type=\"price\",optional=true}"
        )
        #expect(header.missing(in: [:]).map(\.name) == ["a"])
        #expect(header.missing(in: ["a": "1"]).isEmpty)
        let input = try #require(header.missing(in: [:]).first)
        #expect(header.fault(of: "x", for: input)?.contains("is not a whole number") == true)
        #expect(header.fault(of: "3", for: input) == nil)
    }
}
