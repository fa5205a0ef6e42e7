/// The one row of an exchange's state that is about the exchange as a whole.
package struct ExchangeProgress: Sendable, Hashable, Codable {
    /// The seed, as a signed number with the same bits.
    package var seed: Int64
    /// The exchange's first instant.
    package var start: Int64
    /// The latest instant.
    package var time: Int64
    /// The latest permId.
    package var permId: Int
    /// The number in the latest execId.
    package var execution: Int64
    /// State of the generator of latencies, as a signed number with the same bits.
    package var latency: Int64
    /// When the latest request reaches the exchange.
    package var lastEntry: Int64
    /// When the latest news reaches TWS.
    package var lastResponse: Int64
    /// How many events were ever added.
    package var events: Int
    /// When the present day ends.
    package var dayEnd: Int64
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
        dayEnd = exchange.accounts.dayEnd.nanoseconds
    }

    /// The same at another time.
    func at(_ time: Int64) -> ExchangeProgress {
        var copy = self
        copy.time = time
        return copy
    }
}
