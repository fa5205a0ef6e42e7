import Foundation
import Notation
import Report
import Testing

@testable import ScriptRuntime

/// What the process of a backtest says of its result, as the program reads it.
@Suite("The result of a backtest from another process")
struct BacktestOutcomeBytesTests {
    private static var base: RunSnapshot {
        var run = RunSnapshot(
            script: ReportedScript(name: "n", hash: "h", card: "c"),
            profile: "paper-ib",
            start: 1_577_975_400,
            startingEquity: 1_000
        )
        run.end = 1_577_998_800
        run.benchmark = "INDX"
        return run
    }

    private static var whole: RunSnapshot {
        var run = base
        let start = run.start
        run.equity = [
            EquityPoint(time: start + 1, equity: 1_000.5, exposure: 0),
            EquityPoint(time: start + 2, equity: -3, exposure: 0.1 + 0.2, benchmark: 7),
        ]
        run.fills = [
            ReportedFill(
                time: start + 1.25,
                symbol: "ACME",
                orderId: -1,
                quantity: -10,
                price: 1.1,
                multiplier: 50,
                commission: 1
            )
        ]
        run.positions = [ReportedPosition(symbol: "ÄÖ", quantity: 2, price: 3, multiplier: 4)]
        run.orders = [ReportedOrder(time: start, orderId: 5, terms: "BUY 1 ACME MKT", status: "Filled")]
        run.prices = [PriceSeries(symbol: "ACME", times: [start, start + 1], prices: [1, 2])]
        return run
    }

    private func bytes(_ run: RunSnapshot, status: Int32 = 3) -> [UInt8] {
        var writer = ByteWriter()
        writer.outcome(BacktestRun.Outcome(snapshot: run, status: status))
        return writer.bytes
    }

    private func read(_ bytes: [UInt8]) throws -> BacktestRun.Outcome {
        var reader = ByteReader(bytes)
        return try reader.outcome(of: Self.base)
    }

    @Test("is the same to the last bit")
    func roundTrip() throws {
        let outcome = try read(bytes(Self.whole))
        #expect(outcome.snapshot == Self.whole)
        #expect(outcome.status == 3)
        #expect(try read(bytes(Self.base)).snapshot == Self.base)
    }

    @Test("has remarks and the reason of its end, without what a terminal would act on")
    func texts() throws {
        var outcome = BacktestRun.Outcome(snapshot: Self.base, status: 1)
        (outcome.remarks, outcome.reason) = (["one", "\u{1B}[2J"], "SCRIPT_ERROR: \u{7}")
        var writer = ByteWriter()
        writer.outcome(outcome)
        let arrived = try read(writer.bytes)
        #expect(arrived.remarks == ["one", "\\u{1b}[2J"])
        #expect(arrived.reason == "SCRIPT_ERROR: \\u{7}")
        #expect(try read(bytes(Self.base)).reason == nil)
    }

    @Test("says nothing of the script, the profile, the range and the money")
    func known() throws {
        var run = Self.whole
        run.script = ReportedScript(name: "forged", hash: "", card: "")
        (run.profile, run.start, run.end, run.startingEquity) = ("forged", 0, 1, 0)
        (run.benchmark, run.assumptions, run.currency) = (nil, ["forged"], "XXX")
        #expect(try read(bytes(run)).snapshot == Self.whole)
    }

    @Test("has numbers that are some, times of the run, and lists in order of time")
    func malformed() throws {
        let changes: [(inout RunSnapshot) -> Void] = [
            { $0.equity[0].equity = .nan }, { $0.equity[0].exposure = .infinity }, { $0.equity[1].benchmark = -.nan },
            { $0.equity[0].time = 0 }, { $0.equity[0].time = 1e300 }, { $0.equity.reverse() },
            { $0.fills[0].quantity = 1e16 }, { $0.fills[0].multiplier = .nan }, { $0.fills[0].time = -1 },
            { $0.positions[0].price = -.infinity }, { $0.orders[0].time = .nan }, { $0.prices[0].times.reverse() },
            { $0.prices[0].prices.removeLast() }, { $0.prices[0].prices[0] = .nan },
        ]
        for (place, change) in changes.enumerated() {
            var run = Self.whole
            change(&run)
            #expect(throws: ByteReader.Malformed.self, "\(place)") { try read(bytes(run)) }
        }
        for status in [-1, 256, .max] as [Int32] {
            #expect(throws: ByteReader.Malformed.self) { try read(bytes(Self.whole, status: status)) }
        }
    }

    @Test("is whole or refused, wherever it is cut or changed")
    func damaged() throws {
        let whole = bytes(Self.whole)
        for count in 0..<whole.count {
            #expect(throws: ByteReader.Malformed.self) { try read(Array(whole[..<count])) }
        }
        #expect(throws: ByteReader.Malformed.self) { try read(whole + [0]) }
        for place in whole.indices {
            for value in [0, 1, 0x7F, 0x80, 0xFF] as [UInt8] {
                var changed = whole
                changed[place] = value
                // It must not trap; a report can be made of what is taken.
                guard let outcome = try? read(changed) else { continue }
                #expect(!RunReport([outcome.snapshot]).json.isEmpty)
            }
        }
    }
}

@Suite("The options of a backtest in another process")
struct BacktestOptionsCodingTests {
    @Test("are all there")
    func roundTrip() throws {
        var options = BacktestOptions(script: RunOptions.Script(file: "f", inputs: ["a": "b"], text: "t"), data: "d")
        (options.from, options.to, options.fills, options.cash) = ("2020-01-01", "2020-01-02", .conservative, 0.1 + 0.2)
        (options.benchmark, options.bars, options.zone, options.seed) = ("B", "1 min", "UTC", -7)
        (options.json, options.html, options.save, options.failIf) = (true, "h", "s", "x > 1")
        (options.place, options.requiresSandbox, options.program, options.isQuiet) = (.isolated, true, "p", true)
        options.onlySymbol = "ACME"
        for text in ["", "0.02", "2t"] {
            if !text.isEmpty { options.slippage = try SlippageOption(option: text) }
            let read = try JSONDecoder().decode(BacktestOptions.self, from: try JSONEncoder().encode(options))
            #expect(read == options)
        }
    }
}
