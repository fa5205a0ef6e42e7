/// What the runtime must do for a script, in list order.
package enum ScriptEffect: Sendable {
    /// Carry out the actions of the script's oldest intent that has not had its turn.
    case deskTurn
    /// Show something: prints go to stdout and everything else to stderr, or each as one JSON line.
    case output(HostEvent)
    /// Send ``ScriptEvent/timer(_:)`` after this many seconds of the run's clock, or of the machine's for a time-out.
    case startTimer(ScriptTimer, after: Double, isTimeout: Bool)
    /// Forget a timer.
    case cancelTimer(ScriptTimer)
    /// The script has used up its slice or has more to do: send ``ScriptEvent/continueSlice`` on a later turn of the
    /// loop.
    case continueLater
    /// Cancel orders and close positions; ``ScriptEvent/flattened(_:)`` reports the end.
    case flatten(FlattenRequest)
    /// Store or remove entries of the script's `state`, before anything that follows is sent.
    case remember([ScriptMemory])
    /// The script has checked something.
    case check(ScriptCheckResult)
    /// The script has ended; the last effect.
    case ended(RunEnd)
}

/// What a script wants flattened.
package struct FlattenRequest: Sendable, Hashable {
    /// The symbol whose orders and position are flattened; `nil` for all.
    package var symbol: String?
    /// Whether to flatten the whole account, whoever traded it.
    package var isOfAccount: Bool

    /// Creates a request from its parts.
    package init(symbol: String? = nil, isOfAccount: Bool = false) {
        (self.symbol, self.isOfAccount) = (symbol, isOfAccount)
    }
}
