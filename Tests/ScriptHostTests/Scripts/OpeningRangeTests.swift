import Foundation
import ScriptHost
import TWSWire
import Testing

/// `scripts/opening_range.lua` through days that are not like the others; the test is TWS.
@Suite("opening_range.lua")
struct OpeningRangeTests {
    private static let source: String = {
        let root = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return (try? String(contentsOf: root.appendingPathComponent("scripts/opening_range.lua"), encoding: .utf8))
            ?? ""
    }()

    /// TWS, as far as the script needs it: AAPL, with a range of 90 to 100.
    private final class Market {
        let bench: ScriptBench
        private let hours: String
        private var seen = 0
        private var filled = 0
        private(set) var lines: [Int] = []
        /// When each order came, by its action.
        private(set) var orders: [(action: String, time: Double, reference: String)] = []

        init(_ hours: String, at begin: Double) throws {
            self.hours = hours
            bench = try ScriptBench(OpeningRangeTests.source, at: begin)
            answer()
        }

        func advance(to end: Double) {
            while bench.now < end {
                bench.advance(min(60, end - bench.now))
                answer()
            }
        }

        func trade(at price: Double) {
            for line in lines { bench.receive(TWS.price(line, 4, price)) }
            answer()
        }

        private func answer() {
            var wasBusy = true
            while wasBusy {
                wasBusy = false
                while seen < bench.sent.count {
                    let message = bench.sent[seen]
                    seen += 1
                    wasBusy = true
                    answer(message)
                }
                while filled < bench.placed.count {
                    let order = bench.placed[filled]
                    filled += 1
                    wasBusy = true
                    orders.append((order.order.action.text, bench.now, order.order.orderRef))
                    var contract = order.contract
                    contract.conId = 265_598
                    let side: ExecutionSide = order.order.action == .sell ? .sold : .bought
                    bench.receive(
                        TWS.execution(
                            order.orderId,
                            "e\(filled).1.01.01",
                            shares: 100,
                            price: 101,
                            side: side,
                            of: contract
                        ),
                        TWS.status(order.orderId, .filled, filled: 100),
                        TWS.commission("e\(filled).1.01.01", 1)
                    )
                }
            }
        }

        private func answer(_ message: ClientMessage) {
            switch message {
            case .reqContractDetails(let request):
                var details = ServerMessage.ContractDetails()
                (details.reqId, details.contractDetails.contract) = (request.reqId, request.contract)
                details.contractDetails.contract.conId = 265_598
                (details.contractDetails.timeZoneId, details.contractDetails.liquidHours) = ("US/Eastern", hours)
                var end = ServerMessage.ContractDetailsEnd()
                end.reqId = request.reqId
                bench.receive(.contractDetails(details), .contractDetailsEnd(end))
            case .reqPositions: bench.receive(.positionEnd(.init()))
            case .reqMktData(let request):
                lines.append(request.reqId)
                for type in [1, 2, 4] { bench.receive(TWS.price(request.reqId, type, 95)) }
            case .cancelMktData(let cancel): lines.removeAll { $0 == cancel.reqId }
            case .reqHistoricalData(let request):
                var data = ServerMessage.HistoricalData()
                data.reqId = request.reqId
                var bar = Bar()
                bar.date = "\(Int(bench.now) - 600)"
                (bar.open, bar.high, bar.low, bar.close) = (95, 100, 90, 95)
                data.bars = [bar]
                var end = ServerMessage.HistoricalDataEnd()
                end.reqId = request.reqId
                bench.receive(.historicalData(data), .historicalDataEnd(end))
            default: break
            }
        }
    }

    /// A day with its session: seconds of its midnight in UTC, New York's distance to it, and the close.
    private static let days: [(name: String, midnight: Double, offset: Double, day: String, close: Double)] = [
        ("the half day after Thanksgiving", 1_795_737_600, 5 * 3_600, "20261127", 13 * 3_600),
        ("the first day of summer time", 1_773_014_400, 4 * 3_600, "20260309", 16 * 3_600),
        ("the first day of winter time", 1_793_577_600, 5 * 3_600, "20261102", 16 * 3_600),
    ]

    @Test("buys above the range of the first 15 minutes and is flat 5 minutes before the close", arguments: 0..<3)
    func day(_ number: Int) throws {
        let (name, midnight, offset, day, close) = Self.days[number]
        let begin = midnight + offset
        let end = close == 13 * 3_600 ? "1300" : "1600"
        let market = try Market("\(day):0930-\(day):\(end)", at: begin + 8 * 3_600)
        market.advance(to: begin + 9.75 * 3_600 + 60)
        #expect(market.bench.logs.contains { $0.hasPrefix("range 90.00 to 100.00") }, "\(name) \(market.bench.logs)")
        market.trade(at: 99)
        #expect(market.orders.isEmpty)
        market.advance(to: begin + 10 * 3_600)
        market.trade(at: 100.5)
        #expect(market.orders.map(\.action) == ["BUY"], "\(name)")
        market.advance(to: begin + close)
        #expect(market.orders.map(\.action) == ["BUY", "SELL"], "\(name)")
        #expect(market.orders.last.map { $0.time <= begin + close - 300 + 60 } == true, "\(name)")
        #expect(market.orders.last.map { $0.time >= begin + close - 300 } == true, "\(name)")
        let dashed = "\(day.prefix(4))-\(day.dropFirst(4).prefix(2))-\(day.suffix(2))"
        #expect(market.orders.first?.reference.contains(".in-\(dashed).") == true, "\(market.orders)")
        #expect(market.lines.isEmpty)
    }

    @Test("a run that begins after the close of a half day trades nothing")
    func late() throws {
        let begin = Self.days[0].midnight + Self.days[0].offset
        let market = try Market("20261127:0930-20261127:1300", at: begin + 12.95 * 3_600)
        market.advance(to: begin + 16 * 3_600)
        #expect(market.orders.isEmpty)
        #expect(market.bench.end == nil, "it waits for the next day")
    }
}
