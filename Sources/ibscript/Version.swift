internal import ScriptRuntime

/// The output of `--version`: the program's version, the commit of a packaged build, the Lua on which scripts run, and
/// the SQLite that stores the journal.
enum Version {
    static let number = RuntimeFacts.version
    static var text: String {
        let parts = [RuntimeFacts.commit.map { "commit \($0)" }, RuntimeFacts.luaVersion, RuntimeFacts.sqliteVersion]
        return "ibscript \(number) (\(parts.compactMap(\.self).joined(separator: ", ")))"
    }
}
