internal import TWSWire

// MARK: Orders with a key

extension TradingDesk {
    /// Returns the references of orders that have keys, and `nil` for those without; an empty list if none has one.
    func references(_ orders: [Intent.NewOrder], _ script: ScriptID) throws(Stop) -> [String?] {
        guard orders.contains(where: { $0.key != nil }) else { return [] }
        var references: [String?] = []
        for new in orders {
            guard let key = new.key else {
                references.append(nil)
                continue
            }
            guard let reference = OrderReference(key: key, of: seats[script.number].name) else {
                throw .impossible(
                    Obstacle(
                        .invalidKey,
                        "\"\(key.prefix(40))\" is not a valid key",
                        remedy: "a key is 1 to 16 of A-Z, a-z, 0-9, _ and -; a bracket's is at most 14"
                    )
                )
            }
            references.append(reference.description)
        }
        return references
    }

    /// Returns the orders that already have the keys, in the order of the keys; `nil` if the keys are free.
    ///
    /// - Throws: `needs` while it is unknown whether one of them was ever sent; `KEY_IN_USE` if the terms differ.
    func known(_ orders: [Intent.NewOrder], _ references: [String?]) throws(Stop) -> [LedgerEntry]? {
        guard !references.isEmpty else { return nil }
        let entries = references.compactMap { $0 }.compactMap { ledger.entry(reference: $0) }
        guard entries.contains(where: { $0.outcome != .notSent }) else { return nil }
        if entries.contains(where: { $0.isUnknown && $0.mayBeUnsent }) { throw .needs(.reconciled) }
        for (new, reference) in zip(orders, references) {
            guard let reference, let entry = ledger.entry(reference: reference) else {
                throw .impossible(
                    Obstacle(
                        .keyInUse,
                        "the key is that of \(Self.label(entries[0])), and not all orders of this kind are there",
                        remedy: "look at orders(); use another key"
                    )
                )
            }
            guard isSame(new, entry, reference) else { throw .impossible(Self.keyInUse(new, entry)) }
        }
        return entries
    }

    private func isSame(_ new: Intent.NewOrder, _ entry: LedgerEntry, _ reference: String) -> Bool {
        guard let asked = keyed[reference] else {
            // For a modified order of an earlier run, the original call still means that order.
            return OrderTermsMatch.isSame(new, entry.contract, entry.order)
                || firstTerms[reference].map { OrderTermsMatch.isSame(new, entry.contract, $0) } ?? false
        }
        return asked.contract == new.contract && asked.order == new.order
    }

    private static func keyInUse(_ new: Intent.NewOrder, _ entry: LedgerEntry) -> Obstacle {
        Obstacle(
            .keyInUse,
            "key \(new.key ?? ""): it is that of \(label(entry)), \(entry.statusText); asked for now: "
                + OrderText.terms(new.contract, new.order),
            remedy: "use another key, such as one with the date; orders() gives the order that works"
        )
    }

    static func label(_ entry: LedgerEntry) -> String {
        "order \(OrderNumber.text(entry.orderId)) (\(OrderText.terms(entry.contract, entry.order)))"
    }

    /// Checks that the script's name belongs to its file: a name belongs to the file that first used it on the account.
    func checkName(of script: ScriptID) throws(Stop) {
        if let obstacle = nameObstacle(of: script) { throw .impossible(obstacle) }
    }

    /// Why a script may not use its name, which belongs to another file; `nil` if it may.
    package func nameObstacle(of script: ScriptID) -> Obstacle? {
        guard !configuration.takesOver, !history.fileOfName.isEmpty else { return nil }
        let seat = seats[script.number]
        guard !seat.file.isEmpty, let owner = history.fileOfName[seat.name], owner != seat.file else { return nil }
        return Obstacle(
            .nameTaken,
            "the name \(seat.name) belongs to \(owner)",
            remedy: "give this script a name of its own in its header, or take the name and its orders over with "
                + "--take-over"
        )
    }

    /// Refuses an entry into a contract in which an order of unknown fate may still fill.
    func checkUnknown(_ new: Intent.NewOrder, _ script: ScriptID) throws(Stop) {
        let instrument = InstrumentKey(new.contract)
        let unknown = ledger.working.filter {
            $0.isUnknown
                && ($0.contract.conId != 0 && $0.contract.conId == new.contract.conId
                    || InstrumentKey($0.contract) == instrument)
        }
        guard
            let first = unknown.first(where: { !$0.mayBeUnsent && !reconciler.expiring.contains($0.orderId) })
                ?? unknown.first
        else { return }
        if first.mayBeUnsent || reconciler.expiring.contains(first.orderId) { throw .needs(.reconciled) }
        guard !isReducing(new.contract, new.order, script) else { return }
        throw .impossible(
            Obstacle(
                .orderUnknown,
                "the fate of \(Self.label(first)) is unknown: no new entry in its contract until it is known",
                remedy: "look for it in TWS; if it is not there: ibscript release \(first.reference)"
            )
        )
    }

    // MARK: Orders released by a person

    /// Records a person's statement that an order of unknown fate does not exist: its key is free, and its contract is
    /// open again.
    ///
    /// - Parameter reference: The order's reference, possibly with text that TWS appended.
    /// - Returns: No actions for an order whose fate is known.
    package mutating func release(_ reference: String, at now: RunInstant) -> [DeskAction] {
        guard let entry = ledger.entry(reference: reference), entry.isUnknown else { return [] }
        let changes = ledger.released(orderId: entry.orderId)
        return journal(.released(reference: entry.reference), at: now) + tell(changes, at: now) + wakeScripts()
    }
}
