internal import TWSWire

/// TWS's answers about which instrument a contract is; each answer holds for its New York day.
struct KnownContracts: Sendable {
    /// An answer, or the fact that there is none yet.
    enum Answer: Sendable {
        case asked(since: RunInstant)
        case known(ContractFacts)
        case refused(code: Int, message: String)
        case ambiguous(count: Int)
    }

    private struct Entry: Sendable {
        let contract: Contract
        var answer: Answer
        var expires: RunInstant
        /// Whether every text and number of the contract can be sent; checked once.
        let isPlain: Bool
        /// The instrument's slot among the working orders, and the index of its prices; negative before the lookup.
        var slot = -1
        var mark = -1
    }

    /// The largest number of contracts kept.
    private static let most = 10_000

    private var entries: [Entry] = []
    private var places: [Contract: Int] = [:]
    private var latest = 0
    /// The contract of the latest order that passed the check of its values, whether TWS was asked about it or not.
    private var plain: Contract?

    /// Returns what TWS said about a contract as a script writes it; `nil` if it was not asked today.
    mutating func answer(for contract: Contract, at now: RunInstant) -> Answer? {
        if entries.indices.contains(latest), entries[latest].contract == contract {
            return entries[latest].expires > now ? entries[latest].answer : nil
        }
        guard let place = places[contract] else { return nil }
        latest = place
        return entries[place].expires > now ? entries[place].answer : nil
    }

    /// Returns the same without recording the lookup.
    func facts(of contract: Contract) -> ContractFacts? {
        guard let place = place(of: contract), case .known(let facts) = entries[place].answer else { return nil }
        return facts
    }

    /// Whether every text and number of the contract is known to be sendable.
    func isPlain(_ contract: Contract) -> Bool {
        if let plain, plain.isIdentical(to: contract) { return true }
        return place(of: contract).map { entries[$0].isPlain } ?? false
    }

    /// Records that every text and number of the contract can be sent.
    mutating func found(plain contract: Contract) { plain = contract }

    /// Returns the contract that a contract is to share storage with: an equal one, or `nil` if it does already.
    mutating func shared(_ contract: Contract) -> Contract? {
        guard let place = place(of: contract) else { return nil }
        latest = place
        return entries[place].contract.isIdentical(to: contract) ? nil : entries[place].contract
    }

    /// Returns the instrument's slot and the index of its prices, if they were looked up before.
    func places(of contract: Contract) -> (slot: Int, mark: Int)? {
        guard let place = place(of: contract), entries[place].slot >= 0 else { return nil }
        return (entries[place].slot, entries[place].mark)
    }

    /// Stores the instrument's slot and the index of its prices.
    mutating func note(slot: Int, mark: Int, of contract: Contract) {
        guard let place = place(of: contract) else { return }
        (entries[place].slot, entries[place].mark) = (slot, mark)
    }

    private func place(of contract: Contract) -> Int? {
        entries.indices.contains(latest) && entries[latest].contract == contract ? latest : places[contract]
    }

    /// Records that TWS was asked or has answered.
    mutating func note(_ answer: Answer, for contract: Contract, at now: RunInstant) {
        let expires = TradingDay.end(of: now)
        if let place = places[contract] {
            (entries[place].answer, entries[place].expires) = (answer, expires)
            return
        }
        if entries.count >= Self.most { (entries, places, latest) = ([], [:], 0) }
        places[contract] = entries.count
        let isPlain = RiskGate.valueDenial(of: contract) == nil
        entries.append(Entry(contract: contract, answer: answer, expires: expires, isPlain: isPlain))
    }

    /// Forgets open questions, which get no answer once the connection is lost.
    mutating func forgetQuestions() {
        for place in entries.indices {
            if case .asked = entries[place].answer { entries[place].expires = RunInstant(nanoseconds: .min) }
        }
    }
}
