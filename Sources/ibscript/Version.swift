internal import ScriptRuntime

/// What `--version` prints: our version, the Lua that scripts run on, and the SQLite that keeps the journal.
enum Version {
    static let number = RuntimeFacts.version
    static var text: String { "ibscript \(number) (\(RuntimeFacts.luaVersion), \(RuntimeFacts.sqliteVersion))" }
}
