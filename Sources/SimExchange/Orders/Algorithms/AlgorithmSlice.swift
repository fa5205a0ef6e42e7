internal import TWSWire

/// How much of an order an algorithm has released from a time on.
struct AlgorithmSlice: Sendable, Hashable, Codable {
    let time: ExchangeInstant
    /// The quantity of this slice and all before it.
    @AsText private(set) var released: ExactDecimal

    init(time: ExchangeInstant, released: ExactDecimal) {
        self.time = time
        self.released = released
    }

    /// Plans the slices of a quantity over a time span: about one in 30 seconds, at most 20, each at a random moment in
    /// the first half of its share of the span.
    ///
    /// - Parameters:
    ///   - weighted: Slices of random instead of equal size.
    ///   - step: The increment of the contract's sizes; whole units if it is finer.
    static func plan(
        _ quantity: ExactDecimal,
        from start: ExchangeInstant,
        to end: ExchangeInstant,
        weighted: Bool,
        step: Double,
        _ generator: SeededGenerator
    ) -> [AlgorithmSlice] {
        var generator = generator
        let span = end.nanoseconds(since: start)
        let count = Int(min(20, max(1, span / 30_000_000_000)))
        let weights = (0..<count).map { _ in weighted ? 50 + generator.nextInteger(in: 0...100) : 100 }
        let all = Double(weights.reduce(0, +))
        let unit = max(step, 1)
        var sum = 0
        return weights.enumerated().map { number, weight in
            sum += weight
            let share = quantity.double * Double(sum) / all
            let whole = ExactDecimal((share / unit).rounded(.down) * unit) ?? quantity
            let released = number == count - 1 ? quantity : whole
            let delay = span / Int64(count) * Int64(number)
            let random = Int64(generator.nextInteger(in: 0...999)) * (span / Int64(count) / 2000)
            return AlgorithmSlice(time: start.adding(nanoseconds: delay + random), released: released)
        }
    }
}

extension SimExchange {
    /// Plans the slices of an order with an algorithm.
    mutating func awaitSlices(_ place: Int) {
        book[place].slices = []
        book[place].released = nil
        let order = book[place]
        guard case .slices(let start, let end, let isWeighted, _)? = algorithm(of: order) else { return }
        let plan = AlgorithmSlice.plan(
            order.open,
            from: max(now, start ?? now),
            to: end ?? order.instrument.calendar.dayEnd(after: now, .regular),
            weighted: isWeighted,
            step: order.instrument.sizeIncrement,
            SeededGenerator(seed: configuration.seed).derived("algorithm \(order.permID)")
        )
        let done = order.filled + order.reserved
        book[place].slices = plan.map { AlgorithmSlice(time: $0.time, released: $0.released + done) }
        book[place].released = done
        for slice in plan { events.add(.slice(place), at: slice.time) }
    }

    /// Releases a slice of an order.
    mutating func sliceCame(_ place: Int) {
        guard let slice = book[place].slices.last(where: { $0.time <= now }) else { return }
        book[place].released = slice.released
        match(place)
    }

    func algorithm(of order: SimulatedOrder) -> Algorithm? {
        order.terms.algoStrategy.isEmpty ? nil : (try? Algorithm.read(order.terms, now: order.acceptedAt)) ?? nil
    }
}
