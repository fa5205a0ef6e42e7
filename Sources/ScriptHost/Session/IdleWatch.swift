/// Watches for orders that TWS does not answer once the script itself has nothing left to do.
struct IdleWatch {
    /// The longest time without an acknowledgement or a fill, in seconds.
    static let patience = 10.0

    /// The running timer.
    var timer: ScriptTimer?
    /// The number of changes at the desk when the timer started.
    var changes = 0
    /// Whether the timer has run out.
    var isOver = false
}
