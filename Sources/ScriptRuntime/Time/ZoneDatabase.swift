internal import CivilTime
internal import FoundationEssentials
internal import ScriptHost

/// The system's time zone database.
enum ZoneDatabase {
    /// The usual folders; `TZDIR` in the environment takes precedence, as for the C library.
    private static let folders = [
        "/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/var/db/timezone/zoneinfo",
    ]
    /// The largest file that is read; a zone's file has a few kilobytes.
    private static let largest = 1 << 20

    /// Returns the zone with a name; `nil` for an unknown name, and if the system has no database.
    static func rules(_ name: String) -> ZoneRules? {
        if let rules = bytes(name).flatMap({ try? ZoneFile.rules($0) }) { return rules }
        return name == "UTC" ? .utc : nil
    }

    /// Returns the file of the zone with a name; `nil` as for ``rules(_:)``.
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

    /// Returns the zone of a script for which its header, or the user's settings, name this one.
    static func usual(_ name: String?) -> String { name ?? "America/New_York" }

    /// Returns the zones of a script, which uses the one that is named for it, or else New York's.
    static func source(_ name: String?) -> ZoneSource {
        ZoneSource(usual: usual(name)) { rules($0) }
    }

    /// Returns this machine's zone: from the environment, or else from the system; UTC if neither names one.
    static func local() -> ZoneRules {
        if let name = ProcessInfo.processInfo.environment["TZ"], let rules = rules(name) { return rules }
        guard let file = FileManager.default.contents(atPath: "/etc/localtime") else { return .utc }
        return (try? ZoneFile.rules([UInt8](file))) ?? .utc
    }
}
