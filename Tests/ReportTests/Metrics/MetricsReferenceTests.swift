import Foundation
import Report
import Testing

/// Against numpy (`Reference/metrics.py`): 500 days with two values each, 60 fills in two instruments.
@Suite("Figures beside numpy")
struct MetricsReferenceTests {
    private static func reference() throws -> (run: RunSnapshot, figures: [String: Double]) {
        let url = try #require(
            Bundle.module.url(forResource: "metrics", withExtension: "tsv", subdirectory: "Reference")
        )
        var run = SampleRun.make(profile: "paper-ib", gain: 0, days: 0)
        run.startingEquity = 100_000
        run.fills = []
        var figures: [String: Double] = [:]
        for line in try String(contentsOf: url, encoding: .utf8).split(separator: "\n") {
            let cells = line.split(separator: "\t").map(String.init)
            let numbers = cells.map { Double($0) ?? .nan }
            switch cells[0] {
            case "equity":
                run.equity.append(
                    EquityPoint(time: numbers[1], equity: numbers[2], exposure: numbers[3], benchmark: numbers[4])
                )
            case "fill":
                run.fills.append(
                    ReportedFill(
                        time: numbers[1],
                        symbol: cells[2],
                        quantity: numbers[3],
                        price: numbers[4],
                        multiplier: numbers[5],
                        commission: numbers[6]
                    )
                )
            default: figures[cells[1]] = numbers[2]
            }
        }
        return (run, figures)
    }

    @Test("every figure agrees to a part in 10⁹", arguments: MetricTable.rows.map(\.key))
    func figure(key: String) throws {
        let (run, figures) = try Self.reference()
        let row = try #require(MetricTable.rows.first { $0.key == key })
        let value = try #require(row.value(Metrics(run)))
        let expected = try #require(figures[key])
        #expect(abs(value - expected) <= 1e-9 * max(1, abs(expected)))
    }

    @Test("without anything to divide by, a ratio is nil and not a number that misleads")
    func undefined() {
        let metrics = Metrics(SampleRun.make(profile: "paper-ib", gain: 0, days: 0))
        #expect(metrics.sharpe == nil)
        #expect(metrics.sortino == nil)
        #expect(metrics.volatility == nil)
        #expect(metrics.hitRate == nil)
        #expect(metrics.profitFactor == nil)
        #expect(metrics.benchmarkReturn == nil)
        #expect(metrics.totalReturn == 0)
    }
}
