internal import ScriptCheck
internal import ScriptHeader
internal import Testing

/// The check of a script together with its header.
@Suite struct HeaderFindingsTests {
    static let vocabulary = ScriptVocabulary(
        globals: ["contract", "order", "place", "log", "print", "pairs", "pcall", "input", "tws", "quote"],
        members: ["tws": ["placeOrder"]]
    )

    private func findings(_ source: String) -> [String] {
        ScriptCheck(vocabulary: Self.vocabulary).findings(source: source, file: "s.lua").map {
            "\($0.line):\($0.column) \($0.severity.rawValue) \($0.code.rawValue): \($0.message)"
        }
    }

    @Test func theExampleIsClean() {
        #expect(findings(ExampleHeader.script).isEmpty)
    }

    @Test func inputsAreThoseOfTheHeader() {
        let source = ExampleHeader.with(
            "[inputs]\nqty={type=\"integer\",default=1}\nunread={type=\"string\",optional=true}"
        )
        #expect(
            findings(source + "print(input.qyt, input.qty)") == [
                "5:1 warning unused_input: input unread is declared but never read; remove it",
                "7:13 error unknown_input: input.qyt: no such input; did you mean qty?",
            ]
        )
        #expect(findings(source + "for k, v in pairs(input) do print(k, v) end").isEmpty)
        #expect(findings(source + "local k = 'qty' print(input[k])").isEmpty)
    }

    @Test func aFaultyHeaderIsAFindingBesideThoseOfTheText() {
        #expect(
            findings(ExampleHeader.with("nmae = \"x\"") + "plcae(input.any)") == [
                "3:1 error unknown_key: nmae: no such key; did you mean name?",
                "5:1 error unknown_global: plcae: no such function; did you mean place?",
            ]
        )
    }

    @Test func aFileThatIsTooLongIsOneFinding() {
        let source = "plcae()" + String(repeating: " ", count: ScriptHeader.longestSource)
        #expect(findings(source).count == 1)
        #expect(findings(source).first?.contains("error source_too_long") == true)
    }
}
