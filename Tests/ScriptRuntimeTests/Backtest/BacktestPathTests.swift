import Foundation
import MarketFiles
import Report
import SimExchange
import Testing

@testable import ScriptRuntime

@Suite("A backtest's two paths to the exchange")
struct BacktestPathTests {
    /// 60 one-minute bars from 2026-01-05 09:30 New York on, which swing by four.
    private static var series: BarSeries {
        var series = BarSeries(symbol: "ACME", length: .seconds(60))
        for minute in 0..<60 {
            let price = 100 + 2 * sin(Double(minute) / 4)
            series.times.append((1_767_623_400 + Int64(minute) * 60) * 1_000_000_000)
            series.open.append((price * 100).rounded() / 100)
            series.high.append((price * 100).rounded() / 100 + 0.3)
            series.low.append((price * 100).rounded() / 100 - 0.3)
            series.close.append((price * 100).rounded() / 100 + 0.1)
            series.volume.append(40_000)
        }
        return series
    }

    private static let script = """
        local stock = contract("ACME")
        local series = history(stock, { bars = "1 min", duration = "1 D", live = true })
        local bars = 0
        on("bar", function(bar)
            bars = bars + 1
            if bars % 5 == 1 then place(stock, order("BUY", 10)) end
            if bars % 5 == 3 then place(stock, order("SELL", 10, bar.close)) end
        end)
        """

    private func run(
        _ path: ExchangePath,
        _ change: (inout BacktestOptions) throws -> Void = { _ in }
    ) throws -> RunSnapshot {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("swing.lua").path
        try Data(Self.script.utf8).write(to: URL(fileURLWithPath: file))
        let market = FileMarket([Self.series])
        var options = BacktestOptions(script: RunOptions.Script(file: file), data: "")
        try change(&options)
        var plan = BacktestPlan(
            script: try LoadedScript.load(RunOptions.Script(file: file), inputs: InputTexts(own: [:])),
            options: options,
            market: market,
            range: try #require(market.span),
            actions: []
        )
        plan.path = path
        return try OwnStage.run(plan, SilentOutput(), "").snapshot
    }

    @Test("by bytes and by messages the same orders fill at the same times and prices")
    func paths() throws {
        let direct = try run(.direct)
        #expect(direct.fills.count > 15)
        #expect(try run(.wire()) == direct)
        #expect(try run(.wire(maximumServerVersion: 176)) == direct)
    }

    @Test("the same backtest is the same, to the last bit, as often as it is run")
    func determinism() throws {
        let first = try run(.direct)
        #expect(first.fills.count > 15 && first.equity.count > 50)
        let count = Soak.count(100, else: 10)
        for _ in 1..<count { #expect(try run(.direct) == first) }
        Soak.note("\(count) backtests, all the same")
    }

    @Test("slippage moves what takes the market's price by so much against it, and no limit order that rests")
    func slippage() throws {
        let plain = try run(.direct)
        for (text, amount) in [("0.02", 0.02), ("3t", 0.03)] {
            let slipped = try run(.direct) { $0.slippage = try SlippageOption(option: text) }
            #expect(slipped.fills.count == plain.fills.count)
            for (before, after) in zip(plain.fills, slipped.fills) {
                // The script buys at the market, and sells with a limit that may be met at once.
                let moved = after.price - before.price
                let isTaker = before.quantity > 0 || abs(moved) > 1e-9
                let expected = isTaker ? (before.quantity > 0 ? amount : -amount) : 0
                #expect(abs(moved - expected) < 1e-9, "\(text): \(before.price) \(after.price)")
            }
            let resting = zip(plain.fills, slipped.fills).filter { $0.quantity < 0 && abs($0.price - $1.price) < 1e-9 }
            #expect(resting.count > 2)
        }
        #expect(throws: OptionFault.self) { try SlippageOption(option: "-1") }
        #expect(throws: OptionFault.self) { try SlippageOption(option: "two") }
    }
}
