internal import Foundation

/// How long the random tests search.
enum Soak {
    /// Whether the environment asks for the full search (`IBSCRIPT_SOAK=1`).
    static let isOn = ProcessInfo.processInfo.environment["IBSCRIPT_SOAK"] == "1"

    /// How often something is tried: in full when soaking, else `short`.
    static func count(_ full: Int, else short: Int) -> Int { isOn ? full : short }

    /// Tells what a full search has gone through, for the summary of `make soak`.
    static func note(_ text: String) { if isOn { print("soak: \(text)") } }
}
