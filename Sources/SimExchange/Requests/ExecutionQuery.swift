internal import TWSWire

/// Which executions a reqExecutions asks for.
struct ExecutionQuery: Sendable {
    private let filter: ExecutionFilter
    private let earliest: ExchangeInstant?

    /// Reads the filter of the request: empty texts and 0 mean any.
    ///
    /// - Throws: 321 for a time that is none.
    init(_ filter: ExecutionFilter) throws(Rejection) {
        self.filter = filter
        guard !filter.time.isEmpty else {
            earliest = nil
            return
        }
        do {
            earliest = try ExchangeTime.parse(filter.time).instant
        } catch {
            throw .invalid("The date, time, or time-zone entered is invalid: \(filter.time)", request: "bK")
        }
    }

    /// Whether an execution is asked for.
    func matches(_ record: SimulatedExecution) -> Bool {
        let execution = record.execution
        let sides = ["BUY": "BOT", "BOT": "BOT", "SELL": "SLD", "SLD": "SLD", "SSHORT": "SLD"]
        let side = filter.side.uppercased()
        return (filter.clientId == 0 || filter.clientId == execution.clientId)
            && (filter.acctCode.isEmpty || filter.acctCode == execution.acctNumber)
            && (filter.symbol.isEmpty || filter.symbol.uppercased() == record.contract.symbol)
            && (filter.secType.isEmpty || filter.secType.uppercased() == record.contract.secType)
            && (filter.exchange.isEmpty || [execution.exchange, "SMART"].contains(filter.exchange.uppercased()))
            && (side.isEmpty || sides[side] == execution.side)
            && (earliest.map { record.time >= $0 } ?? true)
    }
}
