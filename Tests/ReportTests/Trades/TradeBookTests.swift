import Report
import Testing

@Suite("Trades from fills")
struct TradeBookTests {
    private func fill(_ time: Double, _ quantity: Double, _ price: Double, _ commission: Double = 0) -> ReportedFill {
        ReportedFill(time: time, symbol: "AAPL", quantity: quantity, price: price, commission: commission)
    }

    @Test("a trade is over when the position is zero again; entry and exit are averages")
    func fromFlatToFlat() throws {
        let book = TradeBook([fill(1, 100, 10, 1), fill(2, 100, 12, 1), fill(3, -50, 13, 1), fill(4, -150, 14, 1)])
        let trade = try #require(book.closed.first)
        #expect(book.closed.count == 1)
        #expect((trade.opened, trade.closed) == (1, 4))
        #expect((trade.entryPrice, trade.exitPrice, trade.quantity) == (11, 13.75, 200))
        // 50 · 13 + 150 · 14 − 100 · 10 − 100 · 12 − 4
        #expect(trade.profit == 546)
        #expect(book.cash["AAPL"] == 546)
    }

    @Test("a fill that turns the position around ends one trade and begins the next, its commission shared")
    func reversal() throws {
        let book = TradeBook([fill(1, 100, 10, 1), fill(2, -300, 11, 3), fill(3, 200, 9, 2)])
        #expect(book.closed.map(\.isLong) == [true, false])
        #expect(book.closed.map(\.profit) == [98, 396])
        #expect(book.closed.map(\.commission) == [2, 4])
    }

    @Test("fractions that add up to nothing leave no position behind")
    func fractions() {
        let book = TradeBook([fill(1, 0.1, 10), fill(2, 0.2, 10), fill(3, -0.3, 10)])
        #expect(book.closed.count == 1)
    }
}
