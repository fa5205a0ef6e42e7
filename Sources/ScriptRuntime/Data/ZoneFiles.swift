internal import FoundationEssentials
internal import Glibc
package import Trading

/// The system's time zones.
package enum ZoneFiles {
    private static let folder = "/usr/share/zoneinfo/"

    /// The rules of a zone by its name; `nil` for a name that is none.
    package static func rules(_ name: String) -> TimeZoneRules? {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.allSatisfy({ FileName.isZonePart($0) }) else { return nil }
        guard let file = FileManager.default.contents(atPath: folder + name) else { return name == "UTC" ? .utc : nil }
        return TimeZoneRules(name: name, file: [UInt8](file))
    }

    /// This machine's zone: of the environment, else of the system; UTC where neither tells.
    package static func local() -> TimeZoneRules {
        if let name = getenv("TZ").map({ String(cString: $0) }), let rules = rules(name) { return rules }
        guard let file = FileManager.default.contents(atPath: "/etc/localtime") else { return .utc }
        return TimeZoneRules(name: "local", file: [UInt8](file)) ?? .utc
    }
}

extension FileName {
    /// A part of a zone's name, such as `Etc` or `GMT+5`.
    fileprivate static func isZonePart(_ text: Substring) -> Bool { isSafe(text.filter { $0 != "+" }) }
}
