internal import SimExchange
internal import TWSWire

/// What a change of a quote costs an exchange with many resting orders in one instrument, and how many ticks it makes.
///
/// Without arguments: one line for each number of orders, with microseconds per quote over an hour of quotes, two a second. With
/// `--limit MICROSECONDS` the exit code is 1 if 20,000 orders cost more, trailing stops among them or not,
/// if a second of processor time makes fewer than a million ticks, or if 30 days with one waiting order take more than 2 s.
@main
struct ExchangeBenchmark {
    static func main() throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        let limit = arguments.count == 2 && arguments[0] == "--limit" ? Double(arguments[1]) : nil
        guard arguments.isEmpty || limit != nil else {
            throw UsageError(description: "usage: exchange-benchmark [--limit MICROSECONDS]")
        }
        print("resting_orders\ttrails\tmicroseconds_per_quote\tfills")
        var worst = 0.0
        for (count, withTrails) in [(1, false), (1000, false), (20_000, false), (20_000, true)] {
            let (time, fills) = RestingOrders(count, withTrails: withTrails).microsecondsPerQuote()
            print("\(count)\t\(withTrails ? count / 4 : 0)\t\((time * 100).rounded() / 100)\t\(fills)")
            worst = max(worst, time)
        }
        let ticks = TickStream().ticksPerSecond()
        print("ticks_per_second\t\(Int(ticks))")
        let days = WaitingOrder.secondsOfThirtyDays()
        print("thirty_days_seconds\t\((days * 100).rounded() / 100)")
        if limit != nil, days > 2 {
            throw TooSlow(description: "\(days) s for 30 days with an order that waits, not 2")
        }
        if limit != nil, ticks < 1_000_000 { throw TooSlow(description: "\(Int(ticks)) ticks a second") }
        if let limit, worst > limit { throw TooSlow(description: "\(worst) microseconds per quote, not \(limit)") }
    }
}

/// What is wrong with the arguments.
struct UsageError: Error, CustomStringConvertible {
    let description: String
}

/// A figure beyond its limit.
struct TooSlow: Error, CustomStringConvertible {
    let description: String
}
