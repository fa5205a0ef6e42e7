internal import Foundation

/// How long the random tests search.
enum Soak {
    /// Whether the environment asks for the full search (`IBSCRIPT_SOAK=1`).
    static let isOn = ProcessInfo.processInfo.environment["IBSCRIPT_SOAK"] == "1"

    /// The rounds of a search: all of them when soaking, else a tenth.
    static func rounds(_ full: Int) -> Int { isOn ? full : max(1, full / 10) }
}
