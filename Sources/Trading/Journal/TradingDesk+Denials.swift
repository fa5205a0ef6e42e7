internal import TWSWire

extension TradingDesk {
    /// Records a denial with the order that it is about; an order with a key has its reference although it was never
    /// placed.
    func journal(
        _ denial: Denial,
        of intent: Intent,
        _ script: ScriptID,
        _ line: Int?,
        at now: RunInstant
    ) -> [DeskAction] {
        switch intent {
        case .modify(let orderId, _, _):
            return journal(.denial(denial), of: script, line: line, about: [orderId], at: now)
        case .place(let orders) where configuration.keepsJournal:
            var record = record(.denial(denial), of: script, line: line, at: now)
            record.subjects = orders.compactMap { new in
                new.key.flatMap { OrderReference(key: $0, of: seats[script.number].name) }
            }.map { JournalRecord.Subject(orderId: 0, reference: $0.description) }
            return [.journal(record)]
        default: return journal(.denial(denial), of: script, line: line, at: now)
        }
    }
}
