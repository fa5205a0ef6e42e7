internal import SimExchange
internal import Store

/// The file in which a simulator stores its exchange.
final class SimulatorState {
    private let path: String
    private let file: SimulatorFile
    /// The time in the file.
    private var savedTime: Int64?

    /// Opens the file, or makes one, and locks it.
    ///
    /// - Throws: `StoreError`.
    init(path: String) throws(StoreError) {
        self.path = path
        file = try SimulatorFile(path: path)
    }

    /// Returns the exchange of the file, or a new one for a new file.
    ///
    /// - Parameter now: The machine's time, to which the exchange will advance; `nil` if it has its own time.
    /// - Throws: `StoreError` for a file that does not match the configuration.
    func exchange(_ configuration: SimConfiguration, now: ExchangeInstant?) throws(StoreError) -> SimExchange {
        guard let progress = try file.read(ExchangeProgress.self, from: .exchange).first else {
            return SimExchange(configuration: configuration)
        }
        let saved = ExchangeInstant(nanoseconds: progress.time)
        if let now, saved > now.adding(seconds: 60) {
            throw StoreError(
                Self.laterTime,
                "\(path) was left at \(ExchangeTime.text(saved, in: .newYork)), which the system's clock has not reached",
                remedy: "leave out --clock system, or name another file"
            )
        }
        let state = try state(progress)
        do throws(StateError) {
            return try SimExchange(configuration: configuration, restoring: state)
        } catch {
            throw refusal(error, seed: progress.seed)
        }
    }

    /// Writes what the exchange has changed, all of it or nothing.
    ///
    /// - Parameter withClock: Whether the time is written even if nothing else has changed.
    /// - Throws: `StoreError`; the changes are then not in the file, and must not be reported to anyone.
    func save(_ exchange: inout ChaosExchange, withClock: Bool) throws(StoreError) {
        let changes: StateChanges
        do throws(StateError) {
            changes = try exchange.takeChanges()
        } catch {
            throw StoreError(
                .cannotWrite,
                "\(path): \(error)",
                remedy: "start again: the file holds all that was confirmed"
            )
        }
        let time = changes.state.progress.time
        guard !changes.isEmpty || (withClock && time != savedTime) else { return }
        try file.write { transaction in try Self.put(changes, into: transaction) }
        savedTime = time
    }

    /// Returns the instance of the exchange in the file, which lasts as long as the file.
    func instance() throws(StoreError) -> String { try file.instance() }

    /// Closes the file.
    func close() throws(StoreError) { try file.close() }

    private func state(_ progress: ExchangeProgress) throws(StoreError) -> ExchangeState {
        var state = ExchangeState(progress: progress)
        state.orders = try file.read(OrderRecord.self, from: .orders)
        state.executions = try file.read(ExecutionRecord.self, from: .executions)
        state.accounts = try file.read(AccountRecord.self, from: .accounts)
        state.positions = try file.read(PositionRecord.self, from: .positions)
        state.cash = try file.read(CashRecord.self, from: .cash)
        state.events = try file.read(EventRecord.self, from: .events)
        state.quotes = try file.read(QuoteRecord.self, from: .quotes)
        return state
    }

    private static func put(_ changes: StateChanges, into transaction: SimulatorTransaction) throws {
        let state = changes.state
        if changes.isComplete { try transaction.removeAll() }
        try transaction.put([state.progress], in: .exchange)
        try transaction.put(state.orders, in: .orders)
        try transaction.put(state.executions, in: .executions)
        try transaction.put(state.accounts, in: .accounts)
        try transaction.put(state.positions, in: .positions)
        try transaction.put(state.cash, in: .cash)
        try transaction.put(state.events, in: .events)
        try transaction.put(state.quotes, in: .quotes)
        try transaction.remove(changes.endedEvents, from: .events)
    }

    private func refusal(_ error: StateError, seed: Int64) -> StoreError {
        let code = StoreError.Code(error.code.description)
        let remedy =
            switch error.code {
            case .otherSeed: "start with --seed \(seed), or name another file"
            case .otherAccounts: "leave out --accounts, name new ones after the old, or name another file"
            default: "put back a copy, or name another file"
            }
        return StoreError(code, "\(path) cannot be resumed: \(error)", remedy: remedy)
    }

    private static let laterTime = StoreError.Code("later time")
}
