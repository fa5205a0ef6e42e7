internal import SimExchange
internal import TWSWire

/// An exchange with a client that streams several symbols: what its ticks cost before they are coded.
struct TickStream {
    private static let symbols = ["AAPL", "MSFT", "SPY", "IBM", "TSLA", "QQQ", "NVDA", "AMZN"]
    private static let client = ConnectionID(1)
    private var exchange: SimExchange

    init() {
        exchange = SimExchange(configuration: SimConfiguration())
        _ = exchange.connect(clientId: 1, serverVersion: 200, as: Self.client, at: exchange.now)
        for (number, symbol) in Self.symbols.enumerated() {
            var request = ClientMessage.ReqMktData()
            request.reqId = number + 1
            (request.contract.symbol, request.contract.secType) = (symbol, .stock)
            (request.contract.exchange, request.contract.currency) = ("SMART", "USD")
            _ = exchange.receive(request.clientMessage, from: Self.client, at: exchange.now)
        }
    }

    /// Lets ten minutes pass in steps of a second; tells how many ticks came for a second of processor time.
    func ticksPerSecond() -> Double {
        var exchange = exchange
        var ticks = 0
        let seconds = ProcessorTime.seconds {
            for _ in 1...600 { ticks += exchange.advance(to: exchange.now.adding(seconds: 1)).count }
        }
        return Double(ticks) / seconds
    }
}
