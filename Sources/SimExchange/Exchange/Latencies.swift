/// Travel times of requests and answers; what was sent first arrives first.
struct Latencies: Sendable {
    private let latency: SimConfiguration.Latency
    private(set) var generator: SeededGenerator
    private(set) var lastEntry: ExchangeInstant
    private(set) var lastResponse: ExchangeInstant

    init(_ configuration: SimConfiguration) {
        latency = configuration.latency
        generator = SeededGenerator(seed: configuration.seed).derived("latency")
        lastEntry = configuration.start
        lastResponse = configuration.start
    }

    /// Goes on from what an earlier exchange came to.
    mutating func restore(_ progress: ExchangeProgress) {
        generator = SeededGenerator(seed: UInt64(bitPattern: progress.latency))
        lastEntry = ExchangeInstant(nanoseconds: progress.lastEntry)
        lastResponse = ExchangeInstant(nanoseconds: progress.lastResponse)
    }

    /// When a request sent at `now` reaches the exchange.
    mutating func entry(from now: ExchangeInstant) -> ExchangeInstant {
        lastEntry = max(lastEntry, travelled(from: now, milliseconds: latency.entry))
        return lastEntry
    }

    /// When news that the exchange has at `now` reaches TWS.
    mutating func response(from now: ExchangeInstant) -> ExchangeInstant {
        lastResponse = max(lastResponse, travelled(from: now, milliseconds: latency.response))
        return lastResponse
    }

    private mutating func travelled(from now: ExchangeInstant, milliseconds: Int) -> ExchangeInstant {
        let jitter = latency.jitter > 0 ? generator.nextInteger(in: 0...latency.jitter * 1000) : 0
        return now.adding(nanoseconds: Int64(milliseconds) * 1_000_000 + Int64(jitter) * 1000)
    }
}
