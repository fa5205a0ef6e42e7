import TWSWire
import Testing

@testable import Trading

@Suite("Positions and executions")
struct PositionComparisonTests {
    private static func key(_ symbol: String) -> InstrumentKey { InstrumentKey(LedgerFixture.stock(symbol)) }

    private static func executions(_ shares: ExactDecimal...) -> AccountExecutions {
        var executions = AccountExecutions()
        for (number, quantity) in shares.enumerated() { take(&executions, "x\(number).01", quantity) }
        return executions
    }

    private static func take(_ executions: inout AccountExecutions, _ execId: String, _ quantity: ExactDecimal) {
        if case .execDetails(let details) = DeskFixture.execution(7, execId, quantity) { executions.take(details) }
    }

    @Test("What the account held before is no difference")
    func before() {
        var comparison = PositionComparison()
        #expect(comparison.roundCompleted([Self.key("AAPL"): 500, Self.key("IBM"): -3], Self.executions()).isEmpty)
        #expect(comparison.roundCompleted([Self.key("AAPL"): 600, Self.key("IBM"): -3], Self.executions(100)).isEmpty)
        #expect(!comparison.needsSecondLook)
    }

    @Test("A change that no execution explains is told by the second round that finds it, once")
    func unexplained() {
        var comparison = PositionComparison()
        let (before, after) = ([Self.key("AAPL"): ExactDecimal(100)], [Self.key("AAPL"): ExactDecimal(40)])
        _ = comparison.roundCompleted(before, Self.executions())
        #expect(comparison.roundCompleted(after, Self.executions()).isEmpty)
        #expect(comparison.needsSecondLook)
        let told = comparison.roundCompleted(after, Self.executions())
        #expect(told == [.init(instrument: Self.key("AAPL"), quantity: -60)])
        #expect(comparison.roundCompleted(after, Self.executions()).isEmpty)
    }

    @Test("A position that comes before its execution is no difference")
    func late() {
        var comparison = PositionComparison()
        _ = comparison.roundCompleted([:], Self.executions())
        #expect(comparison.roundCompleted([Self.key("AAPL"): 100], Self.executions()).isEmpty)
        #expect(comparison.roundCompleted([Self.key("AAPL"): 100], Self.executions(100)).isEmpty)
        #expect(!comparison.needsSecondLook)
    }

    @Test("An execution counts once, a correction in its place")
    func corrected() {
        var executions = Self.executions(100)
        Self.take(&executions, "x0.01", 100)
        #expect(executions.nets[Self.key("AAPL")] == 100)
        Self.take(&executions, "x0.02", 90)
        Self.take(&executions, "x0.01", 100)
        #expect(executions.nets[Self.key("AAPL")] == 90)
    }
}
