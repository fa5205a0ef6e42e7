internal import ScriptRuntime

/// What `--version` prints: our version and the Lua that scripts run on.
enum Version {
    static let number = RuntimeFacts.version
    static var text: String { "ibscript \(number) (\(RuntimeFacts.luaVersion))" }
}
