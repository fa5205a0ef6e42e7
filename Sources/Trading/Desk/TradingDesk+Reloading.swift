internal import TWSWire

extension TradingDesk {
    /// Restarts a script from a new text. Its name, its orders and their tallies stay; answers to its earlier requests
    /// no longer reach anybody.
    ///
    /// - Parameter gate: What the new text may trade, before the account's limits file applies.
    /// - Returns: The actions that end its streams. Carry them out after the new text has made its own requests, so
    ///   that data that both use continues without a gap.
    package mutating func reload(_ script: ScriptID, gate: RiskGate) -> [DeskAction] {
        seats[script.number].gate = accountFile.map { gate.limited(by: $0) } ?? gate
        seats[script.number].isRetired = false
        routes.forget(script)
        let ends = subscriptions.remove(of: script)
        return connection == nil ? [] : ends.map(DeskAction.send)
    }
}
