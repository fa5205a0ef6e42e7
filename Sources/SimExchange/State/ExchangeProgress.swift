/// The one row of an exchange's state that is about the exchange as a whole.
public struct ExchangeProgress: Sendable, Hashable, Codable {
    /// The seed, as a signed number with the same bits.
    public var seed: Int64
    /// The exchange's first instant.
    public var start: Int64
    /// The latest instant.
    public var time: Int64
    /// The latest permId.
    public var permId: Int
    /// The number in the latest execId.
    public var execution: Int64
    /// State of the generator of latencies, as a signed number with the same bits.
    public var latency: Int64
    /// When the latest request reaches the exchange.
    public var lastEntry: Int64
    /// When the latest news reaches TWS.
    public var lastResponse: Int64
    /// How many events were ever added.
    public var events: Int
    /// When the present day ends.
    public var dayEnd: Int64
}

extension ExchangeProgress {
    init(of exchange: SimExchange) {
        seed = Int64(bitPattern: exchange.configuration.seed)
        start = exchange.configuration.start.nanoseconds
        time = exchange.now.nanoseconds
        permId = exchange.identifiers.permID
        execution = Int64(exchange.identifiers.execution)
        latency = Int64(bitPattern: exchange.latencies.generator.state)
        lastEntry = exchange.latencies.lastEntry.nanoseconds
        lastResponse = exchange.latencies.lastResponse.nanoseconds
        events = exchange.events.added
        dayEnd = exchange.dayEnd.nanoseconds
    }

    /// The same at another time.
    func at(_ time: Int64) -> ExchangeProgress {
        var copy = self
        copy.time = time
        return copy
    }
}
