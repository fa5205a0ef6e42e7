package import CivilTime
package import Trading

/// The user's own settings: `config.toml` in the data folder. An absent key is `nil`.
///
/// The command line and the environment take precedence; what is set nowhere has its default.
package struct UserSettings: Sendable, Hashable {
    /// The host of TWS.
    package var host: String?
    /// The port of TWS; without one, the usual ports are tried.
    package var port: Int?
    /// This client's id at TWS.
    package var clientId: Int?
    /// The time zone of functions that take a time of day, unless the script's header names one.
    package var zone: ZoneRules?
    /// The name of ``zone``.
    package var zoneName: String?
    /// The nightly time in which TWS restarts.
    package var restart: RestartWindow?
    /// The command that `notify` runs.
    package var notifyCommand: String?

    /// Creates empty settings.
    package init() {}

    private static let keys = ["host", "port", "client_id", "zone", "restart", "notify"]

    /// Parses the text of the file.
    ///
    /// - Parameters:
    ///   - file: Its name, for errors.
    ///   - usual: The time zone of ``restart`` if neither it nor `zone` names one.
    ///   - zones: Returns the rules of a time zone by name; `nil` for an unknown name.
    /// - Throws: ``HeaderError`` with the line: not TOML, an unknown key, a wrong type or an invalid value.
    package init(
        text: String,
        file: String,
        usual: ZoneRules,
        zones: (String) -> ZoneRules?
    ) throws(HeaderError) {
        let root = try HeaderTable.parse(HeaderComment(text: text, firstLine: 1), file: file, subject: "file")
        try root.allowOnly(Self.keys)
        host = try root.text("host", longest: 253)
        if host?.isEmpty == true { throw root.failure(.invalidValue, "host", "is empty") }
        port = try root.positiveInteger("port", largest: 65_535).map(Int.init)
        clientId = try Self.clientId(root)
        if let name = try root.text("zone", longest: 64) {
            guard let rules = zones(name) else { throw Self.unknownZone(root, "zone", name) }
            (zone, zoneName) = (rules, name)
        }
        if let text = try root.text("restart", longest: 100) {
            guard let window = RestartWindow(text, usual: zone ?? usual, zones: zones) else {
                throw root.failure(
                    .invalidValue,
                    "restart",
                    "\(text) is not a time window; write \"23:45-00:10\", or \"23:45-00:10 America/New_York\""
                )
            }
            restart = window
        }
        let notify = try root.table("notify")
        try notify?.allowOnly(["command"])
        notifyCommand = try notify?.text("command", longest: 1_000)
    }

    private static func clientId(_ root: HeaderTable) throws(HeaderError) -> Int? {
        if case .integer(0) = root.entry("client_id")?.value { return 0 }
        return try root.positiveInteger("client_id", largest: Int64(Int32.max)).map(Int.init)
    }

    private static func unknownZone(_ root: HeaderTable, _ key: String, _ name: String) -> HeaderError {
        root.failure(.invalidValue, key, "\(name) is not a time zone; write one such as America/New_York")
    }
}
