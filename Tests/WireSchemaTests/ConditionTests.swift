internal import Testing
internal import WireSchema

@Suite struct ConditionTests {
    private func parse(_ text: String) throws -> Condition? {
        try Condition.parse(text, file: "messages.tsv", line: 7)
    }

    @Test func emptyTextIsNoCondition() throws {
        #expect(try parse("") == nil)
    }

    @Test("Every comparison", arguments: ["==", "!=", "<", "<=", ">", ">="])
    func comparisons(_ operation: String) throws {
        let condition = try parse("conditionsCount\(operation)12")
        #expect(condition == .comparison(name: "conditionsCount", operation: operation, literal: "12"))
    }

    @Test func theEmptyTextIsALiteral() throws {
        #expect(try parse("hedgeType!=\"\"") == .comparison(name: "hedgeType", operation: "!=", literal: ""))
    }

    @Test func listsMayHoldBlanks() throws {
        let condition = try parse("orderType in {PEG BENCH,PEGBENCH}")
        #expect(condition == .member(name: "orderType", literals: ["PEG BENCH", "PEGBENCH"]))
    }

    @Test func andBindsTighterThanOr() throws {
        let a = Condition.comparison(name: "a", operation: "==", literal: "1")
        let b = Condition.comparison(name: "b", operation: "==", literal: "2")
        let c = Condition.comparison(name: "c", operation: ">", literal: "3")
        #expect(try parse("a==1 || b==2 && c>3") == .or(a, .and(b, c)))
        #expect(try parse("a==1 && b==2 || c>3") == .or(.and(a, b), c))
        #expect(try parse("a==1&&b==2&&c>3") == .and(.and(a, b), c))
    }

    @Test(
        "What is no condition",
        arguments: ["a", "a==1 &&", "|| a==1", "a==1 && && b==2", "a in {1", "a in 1}", "==1", "a in {}"]
    )
    func malformed(_ text: String) {
        let error = #expect(throws: SchemaError.self) { try parse(text) }
        #expect(error?.line == 7)
        #expect(error?.file == "messages.tsv")
    }
}
