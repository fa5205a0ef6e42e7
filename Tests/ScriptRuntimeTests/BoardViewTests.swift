import SimExchange
import TWSWire
import Testing

@testable import ScriptRuntime

@Suite("The simulator's board")
struct BoardViewTests {
    @Test(
        "money has two places and groups of three",
        arguments: [
            (0, "0.00"), (999.994, "999.99"), (1000, "1,000.00"), (-1_234_567.5, "-1,234,567.50"), (0.05, "0.05"),
            (1e20, "1e+20"),
        ]
    )
    func money(_ value: Double, _ text: String) { #expect(BoardNumber.money(value) == text) }

    @Test("prices show up to six places", arguments: [(190, "190.0"), (10.4, "10.4"), (1.17345678, "1.173457")])
    func price(_ value: Double, _ text: String) { #expect(BoardNumber.price(value) == text) }

    @Test("columns are as wide as their widest cell, numbers to the right, and lines end at the board's width")
    func table() {
        var table = BoardTable([
            .init("id", .right), .init("name", .left), .init("qty", .right, dispensability: 1),
        ])
        table.add(["1", "AAPL", "100"])
        table.add(["20", "EUR.USD", "5"])
        #expect(table.lines(last: 9, width: 80) == ["id  name     qty", " 1  AAPL     100", "20  EUR.USD    5"])
        #expect(table.lines(last: 1, width: 11) == ["id  name", "20  EUR.USD"])
    }

    /// An exchange at which client 7 has bought 100 AAPL.
    private func bought() -> SimExchange {
        let connection = ConnectionID(1)
        var exchange = SimExchange(configuration: SimConfiguration())
        _ = exchange.connect(clientId: 7, serverVersion: 200, as: connection, at: .virtualStart)
        var request = ClientMessage.PlaceOrder()
        request.orderId = 1
        request.contract.symbol = "AAPL"
        request.contract.secType = .stock
        request.contract.exchange = "SMART"
        request.contract.currency = "USD"
        request.order.action = .buy
        request.order.totalQuantity = ExactDecimal(100)
        request.order.orderType = .market
        request.order.transmit = true
        _ = exchange.receive(.placeOrder(request), from: connection, at: .virtualStart)
        _ = exchange.advance(to: ExchangeInstant.virtualStart.adding(seconds: 5))
        return exchange
    }

    @Test("a bought share stands in orders, fills and positions, and the board fits its terminal", arguments: [24, 60])
    func board(height: Int) throws {
        let exchange = bought()
        let view = BoardView(address: "127.0.0.1:7497", width: 120, height: height)
        let log = (1...100).map { "line \($0)" }
        let lines = view.lines(exchange.snapshot, log: log)
        #expect(lines.count == height && lines.allSatisfy { $0.count <= 120 })
        #expect(lines[0].contains("127.0.0.1:7497") && lines[0].contains("20260105 10:00:05 US/Eastern"))
        #expect(lines.contains { $0.contains("BUY") && $0.contains("AAPL") && $0.contains("Filled") })
        #expect(lines.contains { $0.contains("BOT") && $0.contains("1.00 USD") })
        let position = try #require(lines.firstIndex(of: "Positions"))
        #expect(lines[position + 2].hasPrefix("AAPL"))
        #expect(lines.last == "line 100")
    }

    @Test("a terminal of 80 columns and 12 rows has room for what matters", arguments: [12, 8])
    func small(height: Int) {
        let lines = BoardView(address: "127.0.0.1:7497", width: 80, height: height).lines(
            bought().snapshot,
            log: (1...100).map { "line \($0)" }
        )
        #expect(lines.count <= height && lines.allSatisfy { $0.count <= 80 })
        #expect(lines[0].contains("127.0.0.1:7497") && lines[1].contains("net liquidation"))
        #expect(lines.contains { $0.contains("BOT") && $0.contains("AAPL") })
        guard height == 12 else { return }
        #expect(lines.contains { $0.contains("BUY") && $0.contains("AAPL") && $0.hasSuffix("Filled") })
        #expect(lines.contains { $0.hasPrefix("contract  position") })
        #expect(lines.contains { $0.hasSuffix("streams") })
        #expect(lines.last == "line 100")
    }

    @Test("what the exchange has none of is left out")
    func empty() {
        let exchange = SimExchange(configuration: SimConfiguration())
        let lines = BoardView(address: "here", width: 120, height: 24).lines(exchange.snapshot, log: ["listening"])
        #expect(lines.count == 4 && lines.suffix(2) == ["Log", "listening"])
    }

    @Test(
        "where there are several accounts, each has a line, and orders, fills and positions tell theirs",
        arguments: [24, 60]
    )
    func severalAccounts(height: Int) throws {
        let connection = ConnectionID(1)
        var configuration = SimConfiguration()
        configuration.accounts = [.init(code: "DU1"), .init(code: "DU2", startingCash: 5000)]
        var exchange = SimExchange(configuration: configuration)
        _ = exchange.connect(clientId: 7, serverVersion: 200, as: connection, at: .virtualStart)
        var request = ClientMessage.PlaceOrder()
        request.orderId = 1
        (request.contract.symbol, request.contract.secType) = ("AAPL", .stock)
        (request.contract.exchange, request.contract.currency) = ("SMART", "USD")
        (request.order.action, request.order.orderType, request.order.account) = (.buy, .market, "DU2")
        request.order.totalQuantity = 10
        _ = exchange.receive(.placeOrder(request), from: connection, at: .virtualStart)
        let told = exchange.advance(to: ExchangeInstant.virtualStart.adding(seconds: 5))
        for (namesAccounts, end) in [(true, " in DU2"), (false, "")] {
            let log = ServerLog(namesAccounts: namesAccounts)
            #expect(log.line(.placeOrder(request), clientId: 7) == "client 7 order 1: BUY 10 AAPL MKT\(end)")
            let fills = told.compactMap { log.line($0.message, clientId: 7) }
            let price = BoardNumber.price(exchange.snapshot.executions.first?.execution.price)
            #expect(fills == ["client 7 order 1: BOT 10 AAPL at \(price)\(end)"])
        }
        let lines = BoardView(address: "here", width: 120, height: height).lines(exchange.snapshot, log: ["last"])
        #expect(lines[0].contains("2 accounts   net liquidation 1,00"))
        #expect(lines[1].hasPrefix("account  net liquidation"))
        #expect(lines[2].hasPrefix("DU1         1,000,000.00  1,000,000.00 USD"))
        #expect(lines[3].hasPrefix("DU2             "))
        for title in ["Positions", "Orders", "Fills"] {
            let index = try #require(lines.firstIndex(of: title))
            #expect(lines[index + 1].hasPrefix("account ") && lines[index + 2].hasPrefix("DU2 "), "\(title)")
        }
        #expect(lines.last == "last" && lines.count <= height)
    }
}
