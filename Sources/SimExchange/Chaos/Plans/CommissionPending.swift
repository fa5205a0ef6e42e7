internal import TWSWire

/// `commission-pending`: a commission report first says -1 and no profit; the true one comes 5 s later.
///
/// Until then, an answer to reqExecutions says -1, too.
struct CommissionPending: ChaosEffect {
    /// The time until which the commission of an execution is pending, by execId.
    private var pending: [String: ExchangeInstant] = [:]

    mutating func handle(_ outgoing: Outgoing, _ turn: inout Turn) {
        guard case .commissionAndFeesReport(let report)? = outgoing.output.message else { return turn.send(outgoing) }
        let end = turn.now.adding(seconds: 5)
        if !outgoing.isAnswer { pending[report.execId] = end }
        guard let due = pending[report.execId], due > turn.now else { return turn.send(outgoing) }
        var unknown = report
        unknown.commissionAndFees = -1
        unknown.realizedPNL = nil
        turn.send(outgoing.carrying(.commissionAndFeesReport(unknown)))
        if !outgoing.isAnswer { turn.send(outgoing, at: end) }
    }
}
