/// Watches orders that TWS does not answer, once the script itself has nothing left to do.
struct IdleWatch {
    /// Longest time without an acknowledgement or a fill, in seconds.
    static let patience = 10.0

    /// The running timer.
    var timer: ScriptTimer?
    /// The desk's count of changes when the timer was started.
    var changes = 0
    /// Whether the timer has run out.
    var isOver = false
}
