/// The travel times of requests and answers; what is sent first arrives first.
struct Latencies: Sendable {
    /// The progress of requests and answers; stored as part of the exchange's row in a state file.
    struct Progress: Sendable, Hashable, Codable {
        /// The state of the jitter generator, as a signed number with the same bits.
        var latency: Int64
        /// When the latest request reaches the exchange.
        var lastEntry: ExchangeInstant
        /// When the latest news reaches TWS.
        var lastResponse: ExchangeInstant
    }

    private let latency: SimConfiguration.Latency
    private var generator: SeededGenerator
    private var lastEntry: ExchangeInstant
    private var lastResponse: ExchangeInstant

    init(_ configuration: SimConfiguration) {
        latency = configuration.latency
        generator = SeededGenerator(seed: configuration.seed).derived("latency")
        lastEntry = configuration.start
        lastResponse = configuration.start
    }

    var progress: Progress {
        get {
            let state = Int64(bitPattern: generator.state)
            return Progress(latency: state, lastEntry: lastEntry, lastResponse: lastResponse)
        }
        set {
            generator = SeededGenerator(seed: UInt64(bitPattern: newValue.latency))
            (lastEntry, lastResponse) = (newValue.lastEntry, newValue.lastResponse)
        }
    }

    /// Returns when a request sent at `now` reaches the exchange.
    mutating func entry(from now: ExchangeInstant) -> ExchangeInstant {
        lastEntry = max(lastEntry, travelled(from: now, milliseconds: latency.entry))
        return lastEntry
    }

    /// Returns when news that the exchange has at `now` reaches TWS.
    mutating func response(from now: ExchangeInstant) -> ExchangeInstant {
        lastResponse = max(lastResponse, travelled(from: now, milliseconds: latency.response))
        return lastResponse
    }

    private mutating func travelled(from now: ExchangeInstant, milliseconds: Int) -> ExchangeInstant {
        let jitter = latency.jitter > 0 ? generator.nextInteger(in: 0...latency.jitter * 1000) : 0
        return now.adding(nanoseconds: Int64(milliseconds) * 1_000_000 + Int64(jitter) * 1000)
    }
}
