import MarketFiles
import TWSWire
import Testing

@testable import SimExchange

@Suite("A course of the market")
struct CourseTests {
    private func course(_ text: String) throws -> MarketCourse { try MarketCourse(text, file: "c") }

    private func time(_ seconds: Double) -> ExchangeInstant {
        .virtualStart.adding(nanoseconds: Int64(seconds * 1e9))
    }

    @Test("prices hold from their time to the next; before the first it is that one; other symbols follow the seed")
    func prices() throws {
        let course = try course(
            """
            # a remark
            10:00:05     AAPL 191.00
            10:00:10.5   AAPL 190.98 191.02   # bid and ask
            10:00:20     AAPL 192.00 x60
            """
        )
        #expect(course.last == time(20) && course.end == nil)
        let market = course.market(seed: 3)
        func book(_ seconds: Double) -> [Double] {
            market.book(Bench.aaplID, at: time(seconds)).map { [$0.bid, $0.ask, Double($0.bidSize)] } ?? []
        }
        #expect(book(0) == [191, 191, 10_000])
        #expect(book(10.499) == [191, 191, 10_000])
        #expect(book(10.5) == [190.98, 191.02, 10_000])
        #expect(book(3_600) == [192, 192, 60])
        let trades = market.trades(Bench.aaplID, from: time(0), to: time(60), limit: 9)
        #expect(trades.map(\.price) == [191, 191, 192])
        let engine = QuoteEngine(seed: 3)
        let other = try #require(engine.catalogue.builtIn.first { $0.symbol == "MSFT" })
        #expect(market.book(other.conId, at: time(7)) == engine.book(other.conId, at: time(7)))
    }

    @Test(
        "a line that says what cannot be is refused by its number",
        arguments: [
            ("10:00:05", "c:1: nothing happens at this time"), ("AAPL 191", "c:1: a time is missing"),
            ("10:00:05 ACME 5", "c:1: the simulator has no US stock ACME"),
            ("10:00:05 AAPL y", "c:1: write a price"), ("10:00:05 AAPL 2 1", "c:1: the bid is above the ask"),
            ("10:00:05 AAPL 1.005", "c:1: 1.005 is not a multiple"), ("10:00:05 AAPL 1 x0", "c:1: x0 is not a size"),
            ("\n10:00:05 halt AAPL", "c:2: the course gives no price"),
            ("10:00:05 AAPL 1\n10:00:04 AAPL 1", "c:2: a time before"),
            ("10:00:05 AAPL 1\n10:00:05 AAPL 2", "c:2: AAPL has two prices"),
            ("10:00 AAPL 1\n10:01 halt AAPL\n10:02 AAPL 2", "c:3: AAPL is halted"),
            ("09:59 fault 1101", "c:1: the simulator's time begins"),
            ("10:00 fault slow", "c:1: faults that have a time"),
            ("10:00 end\n10:01 AAPL 1", "c:2: nothing may follow end"), ("03:00 AAPL 1", "c:1: AAPL does not trade"),
            ("2026-01-04 10:00 AAPL 1", "c:1: AAPL does not trade"),
            ("2026-13-01 10:00 AAPL 1", "c:1: 2026-13-01 is no"),
        ]
    )
    func refused(text: String, reason: String) throws {
        let error = try #require(throws: MarketFileError.self) { try course(text) }
        #expect(error.description.hasPrefix(reason), "\(error)")
    }

    @Test("while a symbol is halted nothing fills, and streams say so; when it goes on, what waits fills")
    func halt() throws {
        let course = try course("10:00 AAPL 100\n10:00:10 halt AAPL\n10:00:20 resume AAPL")
        let configuration = SimConfiguration()
        let exchange = SimExchange(configuration: configuration, source: course.market(seed: 1))
        var chaos = ChaosExchange(exchange, course: course)
        let client = ConnectionID(1)
        _ = chaos.connect(clientId: 7, serverVersion: 200, as: client, at: chaos.now)
        var messages: [ServerMessage] = []
        func take(_ outputs: [ExchangeOutput]) {
            for case .deliver(let delivery) in outputs { messages.append(delivery.message) }
        }
        var data = ClientMessage.ReqMktData()
        (data.reqId, data.contract) = (5, .aapl)
        take(chaos.receive(.reqMktData(data), from: client, at: time(1)))
        take(chaos.advance(to: time(11)))
        var order = Order()
        (order.action, order.totalQuantity, order.orderType) = (.buy, 10, .market)
        var place = ClientMessage.PlaceOrder()
        (place.orderId, place.contract, place.order) = (1, .aapl, order)
        take(chaos.receive(.placeOrder(place), from: client, at: time(12)))
        take(chaos.advance(to: time(19.9)))
        #expect(chaos.snapshot.executions.isEmpty)
        take(chaos.advance(to: time(21)))
        #expect(chaos.snapshot.executions.map(\.execution.price) == [100])
        let halts = messages.compactMap { message -> Double? in
            guard case .tickGeneric(let tick) = message, tick.tickType == 49 else { return nil }
            return tick.value
        }
        #expect(halts == [0, 1, 0])
    }

    @Test("a fault comes at its time: 1100, and 1101 five seconds later")
    func fault() throws {
        let course = try course("10:00:30 fault 1101")
        #expect(course.hasFaults)
        var chaos = ChaosExchange(SimExchange(source: course.market(seed: 1)), course: course)
        _ = chaos.connect(clientId: 7, serverVersion: 200, as: ConnectionID(1), at: time(0))
        func codes(until seconds: Double) -> [Int] {
            chaos.advance(to: time(seconds)).compactMap { output in
                guard case .deliver(let delivery) = output, case .error(let error) = delivery.message else {
                    return nil
                }
                return error.errorCode
            }
        }
        #expect(codes(until: 29.999) == [])
        #expect(codes(until: 30) == [1100])
        #expect(codes(until: 34.999) == [])
        #expect(codes(until: 35) == [1101])
    }
}
