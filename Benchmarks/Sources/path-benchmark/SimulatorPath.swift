internal import SimExchange
internal import TWSSession
internal import TWSWire

/// The simulator with fifty clients that stream the same symbols, up to the bytes for each client's socket.
struct SimulatorPath {
    private static let symbols = ["AAPL", "MSFT", "SPY", "IBM", "TSLA"]
    private static let (clients, serverVersion) = (50, 178)
    private var exchange = ChaosExchange(SimExchange(configuration: SimConfiguration()), plans: [])
    private var sessions: [ConnectionID: ServerSession] = [:]

    init() throws {
        for number in 1...Self.clients {
            let connection = ConnectionID(number)
            sessions[connection] = try Self.session(clientId: number)
            _ = exchange.connect(
                clientId: number,
                serverVersion: Self.serverVersion,
                as: connection,
                at: exchange.now
            )
            for (place, symbol) in Self.symbols.enumerated() {
                var request = ClientMessage.ReqMktData()
                request.reqId = place + 1
                (request.contract.symbol, request.contract.secType) = (symbol, .stock)
                (request.contract.exchange, request.contract.currency) = ("SMART", "USD")
                _ = exchange.receive(request.clientMessage, from: connection, at: exchange.now)
            }
        }
    }

    /// A client's connection after its start.
    private static func session(clientId: Int) throws -> ServerSession {
        var session = ServerSession(configuration: ServerSession.Configuration())
        var start = ClientMessage.StartApi()
        start.clientId = clientId
        let bytes =
            Array("API\0".utf8) + (try Frame.framed(Array("v100..\(serverVersion)".utf8)))
            + (try Frame.framed(start.clientMessage.body(serverVersion: serverVersion)))
        _ = session.receive(bytes.span) { ServerTime(text: "20260105 10:00:00 EST", milliseconds: 0) }
        guard session.isStarted else { throw UsageError(description: "a client did not start") }
        return session
    }

    /// Lets time pass from event to event until so many ticks are coded; gives how many bytes they became.
    mutating func run(count: Int) throws -> Int {
        var (sent, bytes) = (0, 0)
        while sent < count {
            guard let next = exchange.times().next else { throw UsageError(description: "no tick comes any more") }
            for output in exchange.advance(to: next) {
                guard case .deliver(let delivery) = output else { continue }
                bytes += try sessions[delivery.connection]?.frame(delivery.message).count ?? 0
                sent += 1
            }
        }
        return bytes
    }
}
