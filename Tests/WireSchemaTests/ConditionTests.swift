import Testing
import WireSchema

@Suite struct ConditionTests {
    @Test func emptyTextIsNoCondition() throws {
        #expect(try Condition.parse("", file: "t", line: 1) == nil)
    }
}
