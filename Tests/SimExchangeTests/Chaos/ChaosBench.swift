import TWSWire

@testable import SimExchange

/// An exchange in chaos with its clients, and everything it put out, with the time of each output.
struct ChaosBench {
    struct Line: Hashable {
        let time: ExchangeInstant
        let output: ExchangeOutput
    }

    var exchange: ChaosExchange
    private(set) var log: [Line] = []
    let client = ConnectionID(1)
    let start: ExchangeInstant

    /// Connects client 7 at server version 200; news travels without jitter.
    init(_ plans: [ChaosPlan], seed: UInt64 = 1, _ change: (inout SimConfiguration) -> Void = { _ in }) {
        var configuration = SimConfiguration()
        configuration.latency.jitter = 0
        change(&configuration)
        exchange = ChaosExchange(SimExchange(configuration: configuration), plans: plans, seed: seed)
        start = exchange.now
        connect(7, as: 1)
    }

    /// Connects a client now; returns what it gets at once.
    @discardableResult
    mutating func connect(_ clientID: Int, as number: Int) -> [ExchangeOutput] {
        let connection = ConnectionID(number)
        return note(
            exchange.connect(clientId: clientID, serverVersion: 200, as: connection, at: exchange.now),
            of: connection
        )
    }

    /// Sends a request now; returns the answers that its client gets at once.
    @discardableResult
    mutating func send(_ request: some ClientMessagePayload, from number: Int = 1) -> [ServerMessage] {
        let connection = ConnectionID(number)
        return note(exchange.receive(request.clientMessage, from: connection, at: exchange.now), of: connection)
            .compactMap(\.message)
    }

    /// Lets time pass from event to event; returns what the client gets meanwhile.
    @discardableResult
    mutating func wait(milliseconds: Int64, as number: Int = 1) -> [ServerMessage] {
        let end = exchange.now.adding(milliseconds: milliseconds)
        var told: [ExchangeOutput] = []
        while let next = exchange.nextEvent(after: exchange.now), next < end {
            told += note(exchange.advance(to: next), of: ConnectionID(number))
        }
        return (told + note(exchange.advance(to: end), of: ConnectionID(number))).compactMap(\.message)
    }

    /// Asks for positions and account updates.
    mutating func subscribeToAccount() {
        send(ClientMessage.ReqPositions())
        var updates = ClientMessage.ReqAccountUpdates()
        updates.subscribe = true
        send(updates)
    }

    /// The client closes its connection.
    mutating func leave(_ number: Int = 1) {
        exchange.disconnect(ConnectionID(number), at: exchange.now)
    }

    private mutating func note(_ outputs: [ExchangeOutput], of connection: ConnectionID) -> [ExchangeOutput] {
        log += outputs.map { Line(time: exchange.now, output: $0) }
        return outputs.filter { $0.connection == connection }
    }

    /// When client 1, or another, got the messages that `isWanted` finds, in milliseconds from the start.
    func times(to number: Int = 1, _ isWanted: (ServerMessage) -> Bool) -> [Int64] {
        log.filter { line in
            line.output.connection == ConnectionID(number) && line.output.message.map(isWanted) == true
        }.map { milliseconds($0.time) }
    }

    /// An instant in milliseconds from the start.
    func milliseconds(_ time: ExchangeInstant) -> Int64 { time.nanoseconds(since: start) / 1_000_000 }

    /// The executions and commission reports that reqExecutions tells.
    mutating func recovered(from number: Int = 1) -> [ServerMessage] {
        var request = ClientMessage.ReqExecutions()
        request.reqId = 9000
        return send(request, from: number)
    }
}

extension ServerMessage {
    /// Whether it is an error message with a code.
    func isError(_ code: Int) -> Bool {
        if case .error(let error) = self { error.errorCode == code } else { false }
    }

    var isExecution: Bool {
        if case .execDetails = self { true } else { false }
    }

    var isCommission: Bool {
        if case .commissionAndFeesReport = self { true } else { false }
    }

    func isStatus(_ status: TWSWire.OrderStatus) -> Bool {
        if case .orderStatus(let message) = self { message.status == status } else { false }
    }

    var isTick: Bool {
        switch self {
        case .tickPrice, .tickSize, .tickString, .tickByTick, .realtimeBar: true
        default: false
        }
    }
}
