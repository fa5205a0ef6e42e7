/// When the contracts expire that somebody is or was interested in, earliest first.
struct ExpiryTimes: Sendable {
    private var contracts: [ExchangeInstant: Set<Int>] = [:]
    /// The earliest time; it may belong to a contract that nobody is interested in any longer.
    private(set) var next: ExchangeInstant?

    /// Adds a contract, unless it never expires.
    mutating func add(_ instrument: Instrument) {
        guard let expiry = instrument.expiry else { return }
        contracts[expiry, default: []].insert(instrument.conId)
        next = next.map { min($0, expiry) } ?? expiry
    }

    /// Takes the contracts that have expired at an instant, by ascending conId.
    mutating func take(dueAt time: ExchangeInstant) -> [Int] {
        guard let first = next, first <= time else { return [] }
        let due = contracts.keys.filter { $0 <= time }.sorted()
        let conIDs = due.flatMap { (contracts.removeValue(forKey: $0) ?? []).sorted() }
        next = contracts.keys.min()
        return conIDs
    }
}
