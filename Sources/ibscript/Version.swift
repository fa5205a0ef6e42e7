internal import ScriptRuntime

/// What `--version` prints: our version, the commit of a packaged build, the Lua that scripts run on, and the SQLite that keeps
/// the journal.
enum Version {
    static let number = RuntimeFacts.version
    static var text: String {
        let parts = [RuntimeFacts.commit.map { "commit \($0)" }, RuntimeFacts.luaVersion, RuntimeFacts.sqliteVersion]
        return "ibscript \(number) (\(parts.compactMap(\.self).joined(separator: ", ")))"
    }
}
