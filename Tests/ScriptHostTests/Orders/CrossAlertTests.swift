import Foundation
import ScriptHost
import TWSWire
import Testing

/// `scripts/cross_alert.lua` by hand: one order for each event.
@Suite("cross_alert")
struct CrossAlertTests {
    private static let source: String = {
        let root = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let file = root.appendingPathComponent("scripts/cross_alert.lua")
        return (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    }()

    /// Seconds from the price before, the price, and how many orders there are then.
    static let walk: [(Double, Double, Int)] = [
        (0, 100, 0), (100, 104, 0),
        // 5 % above the least price of five minutes.
        (100, 105.1, 1),
        // The same event goes on.
        (10, 107, 1), (10, 110, 1),
        // Five minutes of calm end it; a slow move is none.
        (301, 110, 1), (200, 113, 1), (301, 115, 1), (301, 115, 1),
        // Down counts too, once.
        (60, 109, 2), (10, 104, 2),
    ]

    @Test("buys once for each move of 5 % within 5 minutes, up or down")
    func events() throws {
        let bench = try ScriptBench(Self.source)
        guard case .reqMktData(let request)? = bench.sent.first else { Issue.record("no quote"); return }
        #expect(request.contract.symbol == "V")
        for (seconds, price, orders) in Self.walk {
            bench.advance(seconds)
            bench.receive(TWS.price(request.reqId, 4, price))
            #expect(bench.placed.count == orders, "at \(price)")
        }
        #expect(bench.placed.allSatisfy { $0.contract.symbol == "MA" && $0.order.totalQuantity == 10 })
        #expect(bench.shown("notification").count == 2, "\(bench.end as Any)")
    }
}
