internal import Notation
internal import Report

// The result of a run, from a backtest's process to the program. Script, profile, range and starting money are not among
// it: the program knows them, and the process is not asked.

extension ByteWriter {
    /// Writes the result of a run.
    mutating func outcome(_ outcome: BacktestRun.Outcome) {
        let run = outcome.snapshot
        integer(Int(outcome.status))
        list(outcome.remarks) { $0.text($1) }
        optionalText(outcome.reason)
        list(run.equity) {
            for value in [$1.time, $1.equity, $1.exposure] { $0.double(value) }
            $0.optionalDouble($1.benchmark)
        }
        list(run.fills) {
            $0.text($1.symbol)
            $0.integer($1.orderId)
            for value in [$1.time, $1.quantity, $1.price, $1.multiplier, $1.commission] { $0.double(value) }
        }
        list(run.positions) {
            $0.text($1.symbol)
            for value in [$1.quantity, $1.price, $1.multiplier] { $0.double(value) }
        }
        list(run.orders) {
            $0.double($1.time)
            $0.integer($1.orderId)
            $0.text($1.terms)
            $0.text($1.status)
        }
        list(run.prices) {
            $0.text($1.symbol)
            $0.list($1.times) { $0.double($1) }
            $0.list($1.prices) { $0.double($1) }
        }
    }
}

extension ByteReader {
    /// The largest absolute value of an amount that is taken: a report rounds, sums and counts.
    private static let largest = 1e15
    /// The seconds by which a time may lie outside its run.
    private static let slack = 366.0 * 86_400

    /// Reads the result of a run into a snapshot that has everything else. Numbers must be finite, times within the run,
    /// and lists of points in order of time.
    mutating func outcome(of run: RunSnapshot) throws(Malformed) -> BacktestRun.Outcome {
        let status = try integer()
        guard 0...255 ~= status else { throw Malformed("an exit code of \(status)") }
        let remarks = try list { reader throws(Malformed) in EscapedText.of(try reader.text()) }
        let reason = try optionalText().map { EscapedText.of($0) }
        let times = (run.start - Self.slack)...(run.end + Self.slack)
        var run = run
        run.equity = try list { reader throws(Malformed) in
            EquityPoint(
                time: try reader.amount(in: times),
                equity: try reader.amount(),
                exposure: try reader.amount(),
                benchmark: try reader.optional { reader throws(Malformed) in try reader.amount() }
            )
        }
        run.fills = try list { reader throws(Malformed) in
            let (symbol, order) = (try reader.text(), try reader.integer())
            return ReportedFill(
                time: try reader.amount(in: times),
                symbol: symbol,
                orderId: order,
                quantity: try reader.amount(),
                price: try reader.amount(),
                multiplier: try reader.amount(),
                commission: try reader.amount()
            )
        }
        run.positions = try list { reader throws(Malformed) in
            ReportedPosition(
                symbol: try reader.text(),
                quantity: try reader.amount(),
                price: try reader.amount(),
                multiplier: try reader.amount()
            )
        }
        run.orders = try list { reader throws(Malformed) in
            ReportedOrder(
                time: try reader.amount(in: times),
                orderId: try reader.integer(),
                terms: try reader.text(),
                status: try reader.text()
            )
        }
        run.prices = try list { reader throws(Malformed) in try reader.prices(in: times) }
        try finish()
        try Self.checkOrder(run.equity.map(\.time))
        try Self.checkOrder(run.fills.map(\.time))
        return BacktestRun.Outcome(snapshot: run, status: Int32(status), remarks: remarks, reason: reason)
    }

    private mutating func prices(in times: ClosedRange<Double>) throws(Malformed) -> PriceSeries {
        let series = PriceSeries(
            symbol: try text(),
            times: try list { reader throws(Malformed) in try reader.amount(in: times) },
            prices: try list { reader throws(Malformed) in try reader.amount() }
        )
        guard series.times.count == series.prices.count else {
            throw Malformed("\(series.times.count) times and \(series.prices.count) prices")
        }
        try Self.checkOrder(series.times)
        return series
    }

    private mutating func amount(
        in range: ClosedRange<Double> = -largest...largest
    ) throws(Malformed) -> Double {
        let value = try double()
        // A value that is not a number is in no range.
        guard range.contains(value) else { throw Malformed("an amount of \(value)") }
        return value
    }

    private static func checkOrder(_ times: [Double]) throws(Malformed) {
        guard zip(times, times.dropFirst()).allSatisfy({ $0 <= $1 }) else { throw Malformed("times out of order") }
    }
}
