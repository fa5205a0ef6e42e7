internal import TWSWire

extension TradingDesk {
    /// A script begins again from another text. Its name, its orders and what has been counted of them stay; answers to what
    /// it has asked for are nobody's from here on.
    ///
    /// - Parameter gate: What the new text may trade, before what a person has written down for the account.
    /// - Returns: what ends its streams, to be done once the new text has asked for its own: data of both goes on without
    ///   a gap.
    package mutating func reload(_ script: ScriptID, gate: RiskGate) -> [DeskAction] {
        seats[script.number].gate = accountFile.map { gate.limited(by: $0) } ?? gate
        seats[script.number].isRetired = false
        routes.forget(script)
        let ends = subscriptions.remove(of: script)
        return connection == nil ? [] : ends.map(DeskAction.send)
    }
}
