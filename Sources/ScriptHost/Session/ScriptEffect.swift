/// What the runtime has to do for a script, in the order of the list.
package enum ScriptEffect: Sendable {
    /// Carry out what the desk made of the script's oldest intent whose turn has not come yet.
    case deskTurn
    /// Show something: prints go to stdout, everything else to stderr, or one JSON line each.
    case output(HostEvent)
    /// Send ``ScriptEvent/timer(_:)`` after that many seconds: of the run's clock, or of the machine's for a time-out.
    case startTimer(ScriptTimer, after: Double, isTimeout: Bool)
    /// Forget a timer.
    case cancelTimer(ScriptTimer)
    /// The script has used its slice, or has more to do: send ``ScriptEvent/continueSlice`` on a later turn of the loop.
    case continueLater
    /// Cancel orders and close positions; ``ScriptEvent/flattened(_:)`` tells the end.
    case flatten(FlattenRequest)
    /// Keep, or forget, entries of the script's `state`, before anything that follows is sent.
    case remember([ScriptMemory])
    /// The script has checked something.
    case check(ScriptCheckResult)
    /// The script is through; the last effect.
    case ended(RunEnd)
}

/// What a script wants flattened.
package struct FlattenRequest: Sendable, Hashable {
    /// The symbol whose orders and position are meant; `nil` for all.
    package var symbol: String?
    /// Whether everything of the account is meant, whoever traded it.
    package var isOfAccount: Bool

    /// A request from its parts.
    package init(symbol: String? = nil, isOfAccount: Bool = false) {
        (self.symbol, self.isOfAccount) = (symbol, isOfAccount)
    }
}
