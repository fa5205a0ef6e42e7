import Foundation
import Testing

/// Orders whose quantity is not simply the sum of their executions, by the built program.
@Suite("Quantities of orders")
struct OrderQuantityTests {
    private func lines(of script: String, _ options: [String] = ["--speed", "max"]) throws -> [String] {
        let result = try run(Program.binary, options + [Program.testScript(script)], deadline: 60)
        #expect(result.status == 0, "\(result.errors)")
        return result.output.split(separator: "\n").map(String.init)
    }

    @Test("a spread bought for a credit is one, whatever its legs are")
    func creditSpread() throws {
        #expect(
            try lines(of: "credit_spread") == [
                "what_if\t500.0\t2.0\torders\t0\tpositions\t0",
                "status\tFilled", "filled\t1\tremaining\t0", "credit\ttrue", "commission\t2.0", "in time\ttrue",
                "legs\t-1\t1",
            ]
        )
    }

    @Test("an amount of money buys what it is worth; shares are sold whole")
    func byAmount() throws {
        let lines = try lines(of: "buy_by_amount")
        #expect(
            lines == [
                "bought\tFilled\ttrue\tremaining\t0", "sold\tFilled\t5", "fraction\tfalse\t10243", "positions\t1",
            ]
        )
    }

    @Test("an amount beside a quantity buys no more than the limit permits, and leaves nothing working")
    func amountBesideQuantity() throws {
        let lines = try lines(of: "amount_beside_quantity")
        // 750,000 USD at 195 are 3,846 shares, and the limit is 1.
        #expect(lines == ["placed\tfalse", "refused\tDENIED_MAX_ORDER_QTY", "shares\t0", "open\t0"])
    }
}
