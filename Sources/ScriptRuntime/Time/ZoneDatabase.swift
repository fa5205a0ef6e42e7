internal import CivilTime
internal import FoundationEssentials
internal import ScriptHost

/// The system's time zone database.
enum ZoneDatabase {
    /// Where systems keep it; `TZDIR` in the environment counts first, as for the C library.
    private static let folders = [
        "/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/var/db/timezone/zoneinfo",
    ]
    /// A zone's file has a few kilobytes.
    private static let largest = 1 << 20

    /// The zone of a name; `nil` for a name that is none, and where the system has no database.
    static func rules(_ name: String) -> ZoneRules? {
        guard ZoneName.isValid(name) else { return nil }
        let own = ProcessInfo.processInfo.environment["TZDIR"].map { [$0] } ?? []
        for folder in own + folders {
            guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)"), data.count <= largest else {
                continue
            }
            if let rules = try? ZoneFile.rules([UInt8](data)) { return rules }
        }
        return name == "UTC" ? .utc : nil
    }

    /// The zones of a script: it reckons in the one that its header names, else in the user's, else in New York's.
    static func source(_ name: String?, usual: ZoneRules? = nil) -> ZoneSource {
        var source = ZoneSource(usual: name ?? "America/New_York") { rules($0) }
        if name == nil { source.usualRules = usual }
        return source
    }

    /// This machine's zone: of the environment, else of the system; UTC where neither tells.
    static func local() -> ZoneRules {
        if let name = ProcessInfo.processInfo.environment["TZ"], let rules = rules(name) { return rules }
        guard let file = FileManager.default.contents(atPath: "/etc/localtime") else { return .utc }
        return (try? ZoneFile.rules([UInt8](file))) ?? .utc
    }
}
