internal import TWSWire

/// `exec-correction`: 1 to 5 s after the first execution of an order, the exchange corrects its price by up to three
/// increments: it is sent again with the last part of the execId incremented, and the account is as if it had always
/// been so.
struct ExecutionCorrection: ChaosEffect {
    let random: SeededGenerator
    /// The permIds of the orders that have had an execution.
    private var known: Set<Int> = []
    /// The executions to correct, by the number of the wake.
    private var planned: [ServerMessage.ExecDetails] = []

    init(random: SeededGenerator) {
        self.random = random
    }

    mutating func handle(_ outgoing: Outgoing, _ turn: inout Turn) {
        turn.send(outgoing)
        guard case .execDetails(let details)? = outgoing.news, known.insert(details.execution.permId).inserted,
            details.execution.permId != 0, details.execution.optExerciseOrLapseType == nil
        else { return }
        var stream = random.derived(details.execution.permId)
        planned.append(details)
        let delay = Int64(stream.nextInteger(in: 1000...5000))
        turn.wake(planned.count - 1, at: turn.now.adding(milliseconds: delay))
    }

    mutating func wake(_ number: Int, _ exchange: inout SimExchange, _ turn: inout Turn) {
        let (contract, execution) = (planned[number].contract, planned[number].execution)
        guard let rule = exchange.market.catalogue.instrument(conId: contract.conId)?.marketRule else { return }
        var stream = random.derived("price").derived(execution.permId)
        let steps = Double(stream.nextInteger(in: 1...3)) * (stream.nextInteger(in: 0...1) == 0 ? 1 : -1)
        let price = rule.roundedDown(execution.price + (steps + 0.5) * rule.increment(at: execution.price))
        if price > 0 { exchange.correct(execution.execId, price: price) }
    }
}
