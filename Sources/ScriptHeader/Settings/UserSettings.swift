package import CivilTime
package import Trading

/// The user's own settings: `config.toml` in the data folder. A key that is absent is `nil`.
///
/// What the command line or the environment says goes first; what nobody says has its default.
package struct UserSettings: Sendable, Hashable {
    /// Host of TWS.
    package var host: String?
    /// Port of TWS; without one the usual ports are tried.
    package var port: Int?
    /// This client's number at TWS.
    package var clientId: Int?
    /// Zone of functions that take a time of day, where the script's header names none.
    package var zone: ZoneRules?
    /// The name of ``zone``.
    package var zoneName: String?
    /// When TWS restarts at night.
    package var restart: RestartWindow?
    /// The command that `notify` runs.
    package var notifyCommand: String?

    /// Nothing is set.
    package init() {}

    private static let keys = ["host", "port", "client_id", "zone", "restart", "notify"]

    /// Reads the text of the file.
    ///
    /// - Parameters:
    ///   - file: Its name, for errors.
    ///   - usual: The zone of ``restart`` where neither it nor `zone` names one.
    ///   - zones: The rules of a zone by its name; `nil` for a name that is none.
    /// - Throws: ``HeaderError`` with the line: not TOML, an unknown key, a wrong type, a value that cannot be.
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
