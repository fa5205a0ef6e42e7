internal import TWSWire

/// Remedies for TWS codes.
enum TWSCode {
    /// Returns the next step, if one helps everybody who gets this code with this message.
    static func remedy(_ code: Int, _ message: String) -> String? {
        if code == 321, message.lowercased().hasSuffix("read-only mode.") {
            return "untick Read-Only API in TWS under Global Configuration, API, Settings"
        }
        guard let remedy = ErrorCode.of(code)?.remedy, let first = remedy.first else { return nil }
        // It becomes the end of a sentence that the error starts.
        return first.lowercased() + remedy.dropFirst().dropLast()
    }
}
