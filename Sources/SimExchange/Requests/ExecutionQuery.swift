internal import TWSWire

/// The executions that a reqExecutions requests.
struct ExecutionQuery: Sendable {
    private let filter: ExecutionFilter
    private let earliest: ExchangeInstant?

    /// Reads the filter of the request: empty texts and 0 match any.
    ///
    /// - Throws: 321 for an invalid time.
    init(_ filter: ExecutionFilter) throws(Rejection) {
        self.filter = filter
        guard !filter.time.isEmpty else {
            earliest = nil
            return
        }
        do {
            earliest = try ExchangeTime.parse(filter.time).instant
        } catch {
            throw .invalid(
                "The date, time, or time-zone entered is invalid: \(filter.time)",
                of: ClientMessage.ReqExecutions.self
            )
        }
    }

    /// The requested side, from the action of an order or from the side of an execution; `nil` for neither.
    private var side: ExecutionSide? {
        let text = filter.side.text.uppercased()
        return switch (OrderAction(text), ExecutionSide(text)) {
        case (.buy, _), (_, .bought): .bought
        case (.sell, _), (.sellShort, _), (_, .sold): .sold
        default: nil
        }
    }

    /// Whether the filter matches an exchange, by its current or former name; SMART matches any.
    private func isAt(_ exchange: String) -> Bool {
        let wanted = ContractQuery.currentName(filter.exchange)
        return wanted == "SMART" || wanted == ContractQuery.currentName(exchange)
    }

    /// Whether an execution matches.
    func matches(_ record: SimulatedExecution) -> Bool {
        let execution = record.execution
        return (filter.clientId == 0 || filter.clientId == execution.clientId)
            && (filter.acctCode.isEmpty || filter.acctCode == execution.acctNumber)
            && (filter.symbol.isEmpty || filter.symbol.uppercased() == record.contract.symbol)
            && (filter.secType == .unset || SecurityType(filter.secType.text.uppercased()) == record.contract.secType)
            && (filter.exchange.isEmpty || isAt(execution.exchange))
            && (filter.side == .unset || side == execution.side)
            && (earliest.map { record.time >= $0 } ?? true)
    }
}
