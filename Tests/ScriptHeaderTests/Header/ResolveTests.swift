internal import ScriptHeader
internal import TWSWire
internal import Testing
internal import Trading

@Suite struct ResolveTests {
    private func header(_ lines: String) throws -> ScriptHeader {
        try ScriptHeader.parse(source: ExampleHeader.with(lines), file: "s.lua")
    }

    @Test func defaultsFillTheExample() throws {
        let header = try ScriptHeader.parse(source: ExampleHeader.script, file: "buy_aapl.lua")
        let resolved = try header.resolve(inputs: [:])
        #expect(resolved.inputs.map(\.name) == ["symbol", "qty", "limit"])
        #expect(resolved.inputs.map(\.value) == [.symbol("AAPL"), .integer(100), nil])
        #expect(resolved.permissions?.symbols == ["AAPL"])
    }

    @Test func givenValuesAreTypedAndBound() throws {
        let header = try ScriptHeader.parse(source: ExampleHeader.script, file: "buy_aapl.lua")
        let resolved = try header.resolve(inputs: ["symbol": "BRK B", "qty": "500", "limit": "190.25"])
        #expect(resolved["symbol"] == .symbol("BRK B"))
        #expect(resolved["qty"] == .integer(500))
        #expect(resolved["limit"] == .price(190.25))
        #expect(resolved.permissions?.symbols == ["BRK B"])
        #expect(resolved.permissions?.sides == [.buy])
    }

    @Test func anOptionalSymbolWithoutValuePermitsNothing() throws {
        let resolved = try header("[inputs]\ns={type=\"symbol\",optional=true}\n[trade]\nsymbols=[\"$s\"]").resolve(
            inputs: [:])
        #expect(resolved.permissions?.symbols == [])
    }

    private static let accepted: [(String, String, InputValue)] = [
        ("type=\"string\"", "any text", .string("any text")), ("type=\"integer\"", "-5", .integer(-5)),
        ("type=\"number\"", "-1.5", .number(-1.5)), ("type=\"price\"", "10", .price(10)),
        ("type=\"price\", min=-5", "-5", .price(-5)), ("type=\"boolean\"", "false", .boolean(false)),
        ("type=\"choice\", choices=[\"a\",\"b\"]", "b", .choice("b")),
        ("type=\"integer\", choices=[1,2]", "2", .integer(2)),
    ]

    @Test(arguments: accepted)
    func accepts(_ declaration: String, _ text: String, _ value: InputValue) throws {
        #expect(try header("[inputs]\nx={\(declaration)}").resolve(inputs: ["x": text])["x"] == value)
    }

    @Test func aTimeIsReadInBothForms() throws {
        let header = try header("[inputs]\nx={type=\"time\",default=15:55:00,min=\"09:30\"}")
        #expect(try header.resolve(inputs: [:])["x"]?.description == "15:55:00")
        guard case .time(let time)? = try header.resolve(inputs: ["x": "09:30"])["x"] else {
            Issue.record("no time")
            return
        }
        #expect(time.seconds == 34_200)
    }

    private static let refused: [(String, String, String)] = [
        ("type=\"symbol\"", "msft", "write MSFT"), ("type=\"symbol\"", " MSFT", "is not a symbol"),
        ("type=\"symbol\"", "", "is not a symbol"), ("type=\"symbol\"", "MS\0FT", "is not a symbol"),
        ("type=\"integer\"", "1.5", "whole number"), ("type=\"integer\"", "1e3", "whole number"),
        ("type=\"integer\"", "+5", "whole number"), ("type=\"integer\"", "99999999999999999999", "whole number"),
        ("type=\"integer\", min=1", "0", "below the minimum, 1"),
        ("type=\"integer\", max=5", "6", "above the maximum, 5"),
        ("type=\"number\"", "nan", "is not a number"), ("type=\"number\"", "0x10", "is not a number"),
        ("type=\"number\"", "1e400", "is not a number"), ("type=\"price\"", "0", "above zero"),
        ("type=\"price\"", "-1", "above zero"), ("type=\"boolean\"", "yes", "neither true nor false"),
        ("type=\"time\"", "9:30", "HH:MM"), ("type=\"time\", min=\"09:30\"", "09:29:59", "below"),
        ("type=\"choice\", choices=[\"a\"]", "A", "not among the choices: a"),
        ("type=\"string\"", "a\u{1B}b", "control"),
    ]

    @Test(arguments: refused)
    func refuses(_ declaration: String, _ text: String, _ says: String) throws {
        let header = try header("[inputs]\nx={\(declaration)}")
        let error = try #require(throws: HeaderError.self) { try header.resolve(inputs: ["x": text]) }
        #expect(error.code == .invalidInput && error.isUsage && error.line == nil)
        #expect(error.message.hasPrefix("input x: ") && error.message.contains(says), "\(error)")
    }

    @Test func unknownAndMissingInputsAreNamed() throws {
        let header = try header("[inputs]\nqty={type=\"integer\",min=5,summary=\"shares\"}")
        let unknown = try #require(throws: HeaderError.self) { try header.resolve(inputs: ["qyt": "1", "qty": "5"]) }
        #expect(unknown.code == .unknownInput && unknown.message.contains("did you mean qty?"))
        let missing = try #require(throws: HeaderError.self) { try header.resolve(inputs: [:]) }
        #expect(missing.code == .missingInput)
        #expect(missing.message == "input qty (shares) needs a value; run: ibscript s.lua qty=5")
        let none = try ScriptHeader.parse(source: "print(1)", file: "s.lua")
        let surplus = try #require(throws: HeaderError.self) { try none.resolve(inputs: ["a": "1"]) }
        #expect(surplus.message.contains("declares none"))
    }
}
