internal import TWSWire

/// What to do about a code of TWS.
enum TWSCode {
    /// The next step, if there is one that helps everybody who gets this code with this message.
    static func remedy(_ code: Int, _ message: String) -> String? {
        if code == 321, message.lowercased().hasSuffix("read-only mode.") {
            return "untick Read-Only API in TWS under Global Configuration, API, Settings"
        }
        // A backtest's exchange names what there is.
        if code == 200, message.contains(": the data in ") {
            return "name one of them, or give --data a file or folder that has it"
        }
        guard let remedy = ErrorCode.of(code)?.remedy, let first = remedy.first else { return nil }
        // The end of a sentence that the error begins.
        return first.lowercased() + remedy.dropFirst().dropLast()
    }
}
