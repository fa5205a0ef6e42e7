internal import TWSWire

extension TradingDesk {
    /// Eight hexadecimal digits that identify the run in its journal: those of its first script.
    package var runName: String { seats.first?.run ?? "" }

    /// Returns a record as the desk would make it, with run, client id, script and the orders it is about.
    ///
    /// - Parameter orderIds: The orders it is about, if the event does not name them.
    package func record(
        _ event: JournalRecord.Event,
        of script: ScriptID? = nil,
        line: Int? = nil,
        about orderIds: [Int] = [],
        at now: RunInstant
    ) -> JournalRecord {
        let subjects = subjects(of: event, orderIds)
        // Orders of scripts that are not running have no seat here.
        let owner = script ?? subjects.first.flatMap { ledger[$0.orderId] }.map { ScriptID($0.owner) }
        let script = owner.flatMap { seats.indices.contains($0.number) ? $0 : nil }
        return JournalRecord(
            at: now,
            run: runName,
            clientId: configuration.clientId,
            script: script,
            scriptName: script.map { seats[$0.number].name } ?? "",
            line: line,
            subjects: subjects,
            event: event
        )
    }

    /// Returns the record as an action if a journal is kept.
    func journal(
        _ event: JournalRecord.Event,
        of script: ScriptID? = nil,
        line: Int? = nil,
        about orderIds: @autoclosure () -> [Int] = [],
        at now: RunInstant
    ) -> [DeskAction] {
        guard configuration.keepsJournal, !configuration.journalsOnlyIntents || event.isIntent else { return [] }
        return [.journal(record(event, of: script, line: line, about: orderIds(), at: now))]
    }

    /// Stops entries because the journal cannot be written.
    package mutating func journalFailed(because reason: String) { halt.close(because: reason) }

    /// The state of an order for the journal; `nil` for an unknown order.
    package func journalState(of orderId: Int) -> JournalOrderState? {
        ledger[orderId].map(JournalOrderState.init)
    }

    private func subjects(of event: JournalRecord.Event, _ orderIds: [Int]) -> [JournalRecord.Subject] {
        switch event {
        case .intent(let orderId, _, let order):
            [JournalRecord.Subject(orderId: orderId, reference: order.orderRef)]
        case .adopted(let orderId, let reference):
            [JournalRecord.Subject(orderId: orderId, reference: reference)]
        case .modification(let orderId, _, _), .cancel(let orderId), .sent(let orderId), .notSent(let orderId, _),
            .notModified(let orderId, _), .expired(let orderId), .notCancelled(let orderId, _),
            .alarm(_, .some(let orderId)):
            subjects([orderId])
        default: subjects(orderIds)
        }
    }

    private func subjects(_ orderIds: [Int]) -> [JournalRecord.Subject] {
        var subjects: [JournalRecord.Subject] = []
        for orderId in orderIds where !subjects.contains(where: { $0.orderId == orderId }) {
            guard let entry = ledger[orderId], !entry.reference.isEmpty else { continue }
            subjects.append(JournalRecord.Subject(orderId: orderId, reference: entry.reference))
        }
        return subjects
    }
}

extension JournalRecord.Event {
    fileprivate var isIntent: Bool { if case .intent = self { true } else { false } }
}
