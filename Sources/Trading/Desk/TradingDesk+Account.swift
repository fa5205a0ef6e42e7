internal import TWSWire

// MARK: Orders of before, of other clients, and of the whole account

extension TradingDesk {
    /// The working orders of a script in all its runs, or of the account.
    func orders(_ ofAccount: Bool, _ script: ScriptID) throws(Stop) -> (Verdict, [DeskAction]) {
        if ofAccount { try requireScope(of: script, "orders") }
        _ = try requireConnection(of: script)
        try checkName(of: script)
        guard isReconciled else { throw .needs(.reconciled) }
        return (.orders(ofAccount ? ledger.working : ownWorking(script)), [])
    }

    func ownWorking(_ script: ScriptID) -> [LedgerEntry] { ledger.working(of: script.number) }

    /// Says which orders a cancel of all cannot reach.
    func left(_ entries: [LedgerEntry]) -> [DeskAction] {
        entries.filter { !isChangeable($0) }.map { entry in
            .note(
                "\(Self.label(entry)) is left working: only a run with --client-id "
                    + "\(entry.otherClient ?? configuration.clientId) or TWS can cancel it"
            )
        }
    }

    /// The working orders of the account.
    func accountWorking(_ script: ScriptID, _ function: String) throws(Stop) -> [LedgerEntry] {
        try requireScope(of: script, function)
        guard isReconciled || connection == nil else { throw .needs(.reconciled) }
        return ledger.working
    }

    /// Whether a script may act on the whole account: `scope = "account"` of its header.
    package func mayWatchAccount(_ script: ScriptID) -> Bool { seats[script.number].watchesAccount }

    private func requireScope(of script: ScriptID, _ function: String) throws(Stop) {
        guard !seats[script.number].watchesAccount else { return }
        throw .denied(.scope(of: function))
    }

    /// An order that a script may cancel: its own, or any with the scope of the account.
    func watched(_ orderId: Int, by script: ScriptID) throws(Stop) -> LedgerEntry {
        if seats[script.number].watchesAccount, let entry = ledger[orderId] { return entry }
        return try owned(orderId, by: script)
    }

    /// Whether a change of the order can reach TWS from this client: its own, and with client id 0 those of others too.
    func isChangeable(_ entry: LedgerEntry) -> Bool {
        guard entry.otherClient != nil else { return true }
        return configuration.clientId == 0 && entry.wireId != 0 && ledger[entry.wireId] == nil
    }

    /// The order, if a change of it can reach TWS.
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
