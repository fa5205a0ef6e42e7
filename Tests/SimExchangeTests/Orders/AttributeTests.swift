import SimExchange
import TWSWire
import Testing

/// Attributes that limit how much of an order fills at once, and sizes given in other ways.
@Suite struct AttributeTests {
    /// An order at the ask of its arrival for the whole quoted size and `more` shares.
    private static func beyond(_ bench: Bench, _ more: Int, _ change: (inout Order) -> Void) -> ClientMessage.PlaceOrder
    {
        let size = Int(bench.book(at: bench.arrival).askSize) + more
        return .order(1) { order in
            order.totalQuantity = ExactDecimal(size)
            change(&order)
        }
    }

    @Test func allOrNoneWaitsForAQuoteOfItsSize() throws {
        var bench = Bench.punctual()
        let request = Self.beyond(bench, 100) { $0.allOrNone = true }
        let size = Int64(try #require(request.order.totalQuantity?.whole))
        let books = bench.exchange.market.source.books(
            Bench.aaplID,
            from: bench.arrival,
            to: bench.arrival.adding(seconds: 300)
        )
        let first = try #require(books.first { $0.askSize >= size })
        let told = bench.place(request) + bench.wait(milliseconds: 300_000)
        #expect(told.executions.map(\.shares) == [request.order.totalQuantity])
        #expect(told.executions.first?.price == first.ask)
    }

    @Test func minimumQuantityHoldsForTheFirstFill() throws {
        var bench = Bench.punctual()
        let minimum = Int(bench.book(at: bench.arrival).askSize) + 100
        let request = Self.beyond(bench, 900) { $0.minQty = minimum }
        let told = bench.place(request) + bench.wait(milliseconds: 300_000)
        let first = try #require(told.executions.first)
        #expect(first.shares ?? 0 >= ExactDecimal(minimum))
    }

    @Test func icebergFillsInPartsOfItsDisplaySize() throws {
        var bench = Bench.punctual()
        let told =
            bench.place(
                .order(1) { ($0.totalQuantity, $0.displaySize) = (700, 100) }
            ) + bench.wait(milliseconds: 60_000)
        #expect(told.executions.count == 7)
        #expect(told.executions.allSatisfy { $0.shares == 100 })
        #expect(Set(told.executions.map(\.execId)).count == 7)
        #expect(bench.status(1) == .filled)
    }

    /// 10,000 dollars at the ask, in ten-thousandths of a share.
    @Test func cashQuantityBuysFractions() throws {
        var bench = Bench.punctual()
        let ask = bench.book().ask
        let expected = (10_000 / ask * 10_000).rounded(.down) / 10_000
        let told =
            bench.place(.order(1) { ($0.totalQuantity, $0.cashQty) = (0, 10_000) }) + bench.wait(milliseconds: 5000)
        #expect(told.executions.reduce(0) { $0 + ($1.shares?.double ?? 0) } == expected)
        #expect(told.terms.first?.cashQty == 10_000)
        #expect(try abs(#require(bench.exchange.snapshot.positions.first).position.double - expected) < 1e-9)
    }

    @Test func cashQuantityOfCurrencies() throws {
        var bench = Bench.punctual()
        let ask = bench.book(12_087_792).ask
        let told =
            bench.place(.order(1, of: .euro) { ($0.totalQuantity, $0.cashQty) = (0, 5000) })
            + bench.wait(milliseconds: 5000)
        #expect(told.executions.first?.shares?.double == (5000 / ask * 100).rounded(.down) / 100)
    }

    @Test func hiddenIsIgnored() {
        var bench = Bench.punctual()
        _ = bench.place(.order(1) { $0.hidden = true }) + bench.wait(milliseconds: 1000)
        #expect(bench.status(1) == .filled)
    }

    @Test(arguments: [
        (10244, ClientMessage.PlaceOrder.order(1, of: .mes) { ($0.totalQuantity, $0.cashQty) = (0, 1000) }),
        (388, .order(1) { ($0.totalQuantity, $0.cashQty) = (0, 0.001) }),
        (10020, .order(1) { $0.displaySize = 100 }),
        (355, .order(1) { $0.totalQuantity = ExactDecimal("0.00001") }),
        (355, .order(1, of: .mes) { $0.totalQuantity = ExactDecimal("1.5") }),
    ])
    func refusedSizes(code: Int, request: ClientMessage.PlaceOrder) {
        var bench = Bench()
        #expect(bench.place(request).story == ["error 1 \(code)"])
    }
}
