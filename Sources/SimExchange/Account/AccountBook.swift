internal import Notation
internal import TWSWire

/// The accounts of the login: cash, positions and their value, and the executions behind them.
///
/// Trades go in, their consequences come out. It knows no orders and no clients; prices are arguments (`Marks`).
struct AccountBook: Sendable {
    /// The accounts in TWS's order: at least one, each with a unique code.
    private(set) var all: [SimulatedAccount]
    /// All executions, oldest first.
    private(set) var executions: [SimulatedExecution] = []
    /// When the current day ends.
    private(set) var dayEnd: ExchangeInstant
    private var journal = ExecutionJournal()

    /// Makes accounts that have only cash; there is one by default.
    init(_ accounts: [SimConfiguration.Account], _ identifiers: Identifiers, start: ExchangeInstant) {
        all = []
        dayEnd = DayReference.end(ofDay: start)
        for (place, account) in (accounts.isEmpty ? [SimConfiguration.Account()] : accounts).enumerated() {
            let code = account.code ?? identifiers.accountCode(at: place)
            precondition(!contains(code), "two accounts with the code \(code)")
            all.append(SimulatedAccount(code: code, startingCash: account.startingCash))
        }
    }

    // MARK: Accounts

    /// The account that a user of TWS sees first.
    var first: SimulatedAccount { all[0] }

    /// The codes of all accounts.
    var codes: [String] { all.map(\.code) }

    /// Whether an account has the code.
    func contains(_ code: String) -> Bool { all.contains { $0.code == code } }

    /// The account with a code; orders and executions only ever have codes of accounts.
    subscript(code: String) -> SimulatedAccount {
        _read { yield all[place(code)] }
    }

    /// Returns the accounts that a request names: the one with that code, or all for an empty code or All; `nil` for an
    /// unknown code.
    func named(_ code: String) -> [SimulatedAccount]? {
        if code.isEmpty || code == "All" { return all }
        return contains(code) ? [self[code]] : nil
    }

    /// Returns the account that a request names, or the only account for an empty code; `nil` for an unknown code.
    func only(named code: String) -> SimulatedAccount? {
        guard let accounts = named(code), accounts.count == 1 else { return nil }
        return accounts.first
    }

    /// Returns the accounts with an open position in a contract, in TWS's order, with the size of each position.
    func positions(in conID: Int) -> [(account: String, quantity: ExactDecimal)] {
        all.map { ($0.code, $0.quantity(conID)) }.filter { $0.1 != .zero }
    }

    /// Every instrument in which an account has an open position.
    var heldInstruments: [Instrument] { all.flatMap { $0.openPositions.map(\.instrument) } }

    // MARK: Trades

    /// Books a trade; returns the profit or loss of what it closed, `nil` if it closed nothing.
    mutating func book(_ trade: Trade, in account: String) -> Double? { all[place(account)].apply(trade) }

    /// Records an execution whose trade is booked.
    mutating func record(_ execution: SimulatedExecution) { executions.append(execution) }

    /// Corrects the price of an execution: the account and later positions are as if it had always been so. The caller
    /// completes and records the corrected execution.
    ///
    /// - Returns: `nil` for an unknown execId and for that of a combination, which change nothing.
    mutating func correct(_ executionID: String, price: Double, _ catalogue: InstrumentCatalogue) -> CorrectedExecution?
    {
        let stem = SimulatedExecution.stem(executionID)
        guard let index = executions.lastIndex(where: { $0.stem == stem }), !executions[index].isCombination
        else { return nil }
        journal.read(executions, catalogue)
        guard let correction = journal.correct(stem, price: price) else { return nil }
        all[place(correction.account)].replace(correction.position, paidMore: correction.paidMore)
        var record = executions[index]
        record.raise()
        record.execution.price = price
        record.booking.realizedPNL = correction.realized.map { $0.rounded(places: 6) }
        return CorrectedExecution(
            record: record,
            instrument: correction.instrument,
            averagePrice: journal.averagePrice(ofOrder: record.execution.permId)
        )
    }

    /// Turns each unit of an instrument into `ratio` units, in every account.
    mutating func split(_ conID: Int, by ratio: Double) {
        for place in all.indices { all[place].split(conID, by: ratio) }
    }

    /// Adds money to an account; a negative amount takes it.
    mutating func credit(_ amount: Double, _ currency: String, to account: String) {
        all[place(account)].credit(amount, currency)
    }

    // MARK: Value

    /// Returns what an account is worth at an instant.
    func figures(of account: SimulatedAccount, _ marks: some Marks, at now: ExchangeInstant) -> AccountFigures {
        AccountFigures(account, marks, at: now)
    }

    /// Returns what an account would be worth after trades at the market price, given their total commission.
    func figures(
        of account: String,
        after trades: [PlannedTrade],
        commission: Double,
        _ marks: some Marks,
        at now: ExchangeInstant
    ) -> AccountFigures {
        var copy = self[account]
        for (number, trade) in trades.enumerated() {
            let price = marks.mark(trade.instrument, at: now)
            _ = copy.apply(trade.filled(at: price, commission: number == 0 ? commission : 0))
        }
        return figures(of: copy, marks, at: now)
    }

    /// Whether an account cannot carry trades because they raise its margin above its funds.
    func lacksFunds(
        for trades: [PlannedTrade],
        commission: Double,
        of account: String,
        _ marks: some Marks,
        at now: ExchangeInstant
    ) -> Bool {
        let after = figures(of: account, after: trades, commission: commission, marks, at: now)
        guard after.availableFunds < 0 else { return false }
        return after.initialMargin > figures(of: self[account], marks, at: now).initialMargin
    }

    /// Returns the value of cash and positions of all accounts at market, in the base currency, to the cent.
    func netLiquidation(_ marks: some Marks, at now: ExchangeInstant) -> Double {
        Cents.rounded(all.reduce(0) { $0 + figures(of: $1, marks, at: now).netLiquidation })
    }

    // MARK: Days

    /// Sets the references for the day that begins now, and its end.
    mutating func beginDay(_ marks: some Marks, at now: ExchangeInstant) {
        for index in all.indices {
            var reference = DayReference(netLiquidation: figures(of: all[index], marks, at: now).netLiquidation)
            for position in all[index].allPositions {
                reference.profits[position.instrument.conId] =
                    position.realized + position.unrealized(at: marks.mark(position.instrument, at: now))
            }
            all[index].day = reference
        }
        dayEnd = DayReference.end(ofDay: now)
    }

    // MARK: State

    /// Restores an account from an earlier book.
    mutating func restore(_ account: String, cash: [SimulatedAccount.Cash], positions: [Int: SimulatedPosition]) {
        all[place(account)].replace(cash: cash, positions: positions)
    }

    /// Restores an account's reference for the current day.
    mutating func restore(_ account: String, _ day: DayReference) { all[place(account)].day = day }

    /// Restores the end of the current day.
    mutating func restore(dayEnd: ExchangeInstant) { self.dayEnd = dayEnd }

    private func place(_ code: String) -> Int {
        guard let place = all.firstIndex(where: { $0.code == code }) else { preconditionFailure("no account \(code)") }
        return place
    }
}

/// An execution that was corrected.
struct CorrectedExecution: Sendable {
    /// The execution under its new execId, as it must be recorded.
    var record: SimulatedExecution
    let instrument: Instrument
    /// The new average price of its order's fills; `nil` if they are unknown.
    let averagePrice: Double?
}

/// The prices at which an account is valued.
protocol Marks {
    /// Returns the market price of an instrument.
    func mark(_ instrument: Instrument, at now: ExchangeInstant) -> Double

    /// Returns the market price of an option's underlying; `nil` for other instruments.
    func underlyingMark(_ option: Instrument, at now: ExchangeInstant) -> Double?

    /// Returns the value of one unit of a currency in the base currency; 0 for a currency without a price.
    func rate(_ currency: String, at now: ExchangeInstant) -> Double
}

extension Market: Marks {}
