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
        if let rules = bytes(name).flatMap({ try? ZoneFile.rules($0) }) { return rules }
        return name == "UTC" ? .utc : nil
    }

    /// The file of the zone of a name, if it is one; `nil` as for ``rules(_:)``.
    static func bytes(_ name: String) -> [UInt8]? {
        guard ZoneName.isValid(name) else { return nil }
        let own = ProcessInfo.processInfo.environment["TZDIR"].map { [$0] } ?? []
        for folder in own + folders {
            guard let data = FileManager.default.contents(atPath: "\(folder)/\(name)"), data.count <= largest else {
                continue
            }
            let bytes = [UInt8](data)
            if (try? ZoneFile.rules(bytes)) != nil { return bytes }
        }
        return nil
    }

    /// The zone in which a script reckons for which its header, or the user's settings, name this one.
    static func usual(_ name: String?) -> String { name ?? "America/New_York" }

    /// The zones of a script, which reckons in the one that is named for it, else in New York's.
    static func source(_ name: String?) -> ZoneSource {
        ZoneSource(usual: usual(name)) { rules($0) }
    }

    /// This machine's zone: of the environment, else of the system; UTC where neither tells.
    static func local() -> ZoneRules {
        if let name = ProcessInfo.processInfo.environment["TZ"], let rules = rules(name) { return rules }
        guard let file = FileManager.default.contents(atPath: "/etc/localtime") else { return .utc }
        return (try? ZoneFile.rules([UInt8](file))) ?? .utc
    }
}
