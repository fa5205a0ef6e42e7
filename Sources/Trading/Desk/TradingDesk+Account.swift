internal import TWSWire

// MARK: Orders of earlier runs, of other clients and of the whole account

extension TradingDesk {
    /// Returns the working orders of a script across all its runs, or those of the account.
    func orders(_ ofAccount: Bool, _ script: ScriptID) throws(Stop) -> (Verdict, [DeskAction]) {
        if ofAccount { try requireScope(of: script, "orders") }
        _ = try requireConnection(of: script)
        try checkName(of: script)
        guard isReconciled else { throw .needs(.reconciled) }
        return (.orders((ofAccount ? ledger.working : ownWorking(script)).map(LedgerSnapshot.init)), [])
    }

    func ownWorking(_ script: ScriptID) -> [LedgerEntry] { ledger.working(of: script.number) }

    /// Reports which orders a cancel of all orders cannot reach.
    func left(_ entries: [LedgerEntry]) -> [DeskAction] {
        entries.filter { !isChangeable($0) }.map { entry in
            .note(
                "\(Self.label(entry)) is left working: only a run with --client-id "
                    + "\(entry.otherClient ?? configuration.clientId) or TWS can cancel it"
            )
        }
    }

    /// Returns the working orders of the account.
    func accountWorking(_ script: ScriptID, _ function: String) throws(Stop) -> [LedgerEntry] {
        try requireScope(of: script, function)
        guard isReconciled || connection == nil else { throw .needs(.reconciled) }
        return ledger.working
    }

    /// Whether a script may act on the whole account (`scope = "account"` in its header).
    package func mayWatchAccount(_ script: ScriptID) -> Bool { seats[script.number].watchesAccount }

    private func requireScope(of script: ScriptID, _ function: String) throws(Stop) {
        guard !seats[script.number].watchesAccount else { return }
        throw .denied(.scope(of: function))
    }

    /// Returns an order that the script may cancel: its own, or any order with account scope.
    func watched(_ orderId: Int, by script: ScriptID) throws(Stop) -> LedgerEntry {
        if seats[script.number].watchesAccount, let entry = ledger[orderId] { return entry }
        return try owned(orderId, by: script)
    }

    /// Whether this client can change the order: its own, and with client id 0 those of other clients too.
    func isChangeable(_ entry: LedgerEntry) -> Bool {
        guard entry.otherClient != nil else { return true }
        return configuration.clientId == 0 && entry.wireId != 0 && ledger[entry.wireId] == nil
    }

    /// Returns the order if this client can change it.
    func changeable(_ entry: LedgerEntry) throws(Stop) -> LedgerEntry {
        guard !isChangeable(entry) else { return entry }
        let client = entry.otherClient ?? configuration.clientId
        throw .impossible(
            Obstacle(
                .otherClient,
                "order \(OrderNumber.text(entry.orderId)) was placed under client id \(client), "
                    + "this run has \(configuration.clientId)",
                remedy: "run with --client-id \(client), or change it in TWS"
            )
        )
    }
}
