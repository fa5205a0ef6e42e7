/// The single row of an exchange's state about the exchange as a whole.
package struct ExchangeProgress: Sendable, Hashable {
    /// The seed, as a signed number with the same bits.
    package var seed: Int64
    /// The exchange's first instant.
    package var start: Int64
    /// The latest instant.
    package var time: Int64
    /// The number of events ever added.
    package var events: Int
    /// When the current day ends.
    package var dayEnd: Int64
    /// The progress of the IDs.
    var identifiers: Identifiers.Progress
    /// The progress of requests and answers.
    var latencies: Latencies.Progress
}

extension ExchangeProgress: Codable {
    private enum CodingKeys: CodingKey {
        case seed, start, time, events, dayEnd
    }

    /// Reads a row: the parts are beside the rest, not nested in fields of their own.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        seed = try container.decode(Int64.self, forKey: .seed)
        start = try container.decode(Int64.self, forKey: .start)
        time = try container.decode(Int64.self, forKey: .time)
        events = try container.decode(Int.self, forKey: .events)
        dayEnd = try container.decode(Int64.self, forKey: .dayEnd)
        identifiers = try Identifiers.Progress(from: decoder)
        latencies = try Latencies.Progress(from: decoder)
    }

    /// Writes a row.
    package func encode(to encoder: any Encoder) throws {
        try identifiers.encode(to: encoder)
        try latencies.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(seed, forKey: .seed)
        try container.encode(start, forKey: .start)
        try container.encode(time, forKey: .time)
        try container.encode(events, forKey: .events)
        try container.encode(dayEnd, forKey: .dayEnd)
    }
}

extension ExchangeProgress {
    init(of exchange: SimExchange) {
        seed = Int64(bitPattern: exchange.configuration.seed)
        start = exchange.configuration.start.nanoseconds
        time = exchange.now.nanoseconds
        events = exchange.events.added
        dayEnd = exchange.accounts.dayEnd.nanoseconds
        identifiers = exchange.identifiers.progress
        latencies = exchange.latencies.progress
    }

    /// Returns the same progress at another time.
    func at(_ time: Int64) -> ExchangeProgress {
        var copy = self
        copy.time = time
        return copy
    }
}
