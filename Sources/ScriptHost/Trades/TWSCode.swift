internal import TWSWire

/// Remedies for TWS codes.
enum TWSCode {
    /// Returns the next step, if one helps everybody who gets this code with this message.
    static func remedy(_ code: Int, _ message: String) -> String? {
        if code == 321, message.lowercased().hasSuffix("read-only mode.") {
            return "untick Read-Only API in TWS under Global Configuration, API, Settings"
        }
        // The exchange of a backtest lists the available contracts.
        if code == 200, message.contains(": the data in ") {
            return "name one of them, or give --data a file or folder that has it"
        }
        guard let remedy = ErrorCode.of(code)?.remedy, let first = remedy.first else { return nil }
        // It becomes the end of a sentence that the error starts.
        return first.lowercased() + remedy.dropFirst().dropLast()
    }
}
