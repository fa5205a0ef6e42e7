import Testing

@testable import ScriptRuntime

@Suite struct LogBudgetTests {
    @Test func aFloodIsCutAndCounted() {
        var budget = LogBudget<Int>()
        let written = (1...20_000).flatMap { budget.admit("line \($0)", of: 1, at: 0) }
        #expect(written.count == 200 && written.last == "line 200")
        #expect(budget.admit("another's", of: 2, at: 0) == ["another's"])
        #expect(budget.admit("later", of: 1, at: 1) == ["19800 lines like the next one were left out", "later"])
        #expect(budget.admit("then", of: 1, at: 1) == ["then"])
        #expect(budget.forget(1) == 0 && budget.forget(9) == 0)
    }

    @Test func theLastCountIsTold() {
        var budget = LogBudget<Int>()
        for _ in 1...250 { _ = budget.admit("line", of: 1, at: 0) }
        #expect(budget.forget(1) == 50)
    }
}
