import TWSWire

@testable import SimExchange

extension Bench {
    static let microFuture = 900_020_000

    /// A bench that begins so many seconds before 16:00 New York on a day of January 2026; options end on the 16th.
    static func beforeOptionsEnd(day: Int = 16, seconds: Int, _ change: (inout SimConfiguration) -> Void = { _ in })
        -> Bench
    {
        punctual { configuration in
            configuration.start = ExchangeZone.newYork.instant(
                CivilDate(year: 2026, month: 1, day: day),
                secondOfDay: 16 * 3600 - seconds
            )
            change(&configuration)
        }
    }

    /// A bench that begins so many seconds before 08:30 Chicago on 20 March 2026, when MESH6 ends.
    static func beforeFutureEnds(seconds: Int, _ change: (inout SimConfiguration) -> Void = { _ in }) -> Bench {
        punctual { configuration in
            configuration.start = futureEnd.adding(seconds: Int64(-seconds))
            change(&configuration)
        }
    }

    static let optionEnd = ExchangeZone.newYork.instant(
        CivilDate(year: 2026, month: 1, day: 16),
        secondOfDay: 16 * 3600
    )
    static let futureEnd = ExchangeZone.newYork.instant(
        CivilDate(year: 2026, month: 3, day: 20),
        secondOfDay: 9 * 3600 + 1800
    )

    /// An order that is filled in full within ten seconds; its executions.
    mutating func fill(_ request: ClientMessage.PlaceOrder) -> [Execution] {
        (place(request) + wait(milliseconds: 10_000)).executions
    }

    /// Asks for the executions of an option or a stock.
    mutating func executions(of secType: SecurityType) -> [Execution] {
        var request = ClientMessage.ReqExecutions()
        (request.reqId, request.filter.secType) = (9100, secType)
        return send(request).executions
    }

    /// Position by conId.
    var held: [Int: ExactDecimal] {
        Dictionary(exchange.snapshot.positions.map { ($0.contract.conId, $0.position) }) { first, _ in first }
    }
}

extension Contract {
    /// An option on AAPL that ends on 16 January 2026.
    static func option(_ right: OptionRight, _ strike: Double) -> Contract {
        var contract = Contract()
        (contract.symbol, contract.secType, contract.exchange, contract.currency) = ("AAPL", .option, "SMART", "USD")
        (contract.right, contract.strike, contract.lastTradeDateOrContractMonth) = (right, strike, "20260116")
        return contract
    }

    /// The same in a later month.
    static func option(_ right: OptionRight, _ strike: Double, _ day: String) -> Contract {
        var contract = option(right, strike)
        contract.lastTradeDateOrContractMonth = day
        return contract
    }
}

extension [Execution] {
    /// Price times size over all.
    var value: Double { reduce(0) { $0 + $1.price * ($1.shares?.double ?? 0) } }

    /// Their sizes together.
    var size: ExactDecimal { reduce(.zero) { $0 + ($1.shares ?? .zero) } }
}
