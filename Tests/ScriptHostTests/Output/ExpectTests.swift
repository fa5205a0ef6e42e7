import ScriptHost
import Testing

@Suite("expect")
struct ExpectTests {
    @Test("it tells text, line and outcome, gives the outcome back, and ends nothing")
    func outcomes() throws {
        let bench = try ScriptBench(
            """
            local yes = expect(1 == 1, "one")
            local no = expect(nil, "two")
            print(yes, no, expect(0, "as Lua has it, 0 holds"))
            """
        )
        #expect(
            bench.checks == [
                ScriptCheckResult(text: "one", holds: true, line: 1),
                ScriptCheckResult(text: "two", holds: false, line: 2),
                ScriptCheckResult(text: "as Lua has it, 0 holds", holds: true, line: 3),
            ]
        )
        #expect(bench.prints == ["true\tfalse\ttrue"])
        #expect(bench.end?.reason == .finished)
    }

    @Test("a check needs a text", arguments: ["expect(true)", "expect(true, 5)", #"expect(true, "")"#])
    func text(_ source: String) throws {
        let bench = try ScriptBench(source)
        #expect(bench.end?.message?.contains("expect: expected a text that says what should hold") == true)
    }
}
