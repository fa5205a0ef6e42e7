/// The kinds of frames from a backtest's process, besides the questions of ``ScriptFrame``. Nothing in them is trusted,
/// except for what it says before it has received the script.
enum BacktestFrame: UInt8 {
    /// The data is read, and the process is locked down.
    case ready = 100
    /// The reason why that was impossible.
    case refused
    /// Bytes for stdout or stderr.
    case output
    /// The rows of the script's `screen`.
    case screen
    /// The share of the run that is done; sent now and then, also to say that the process lives.
    case progress
    /// The script does not return.
    case hung
    /// The result of a run.
    case result
}
