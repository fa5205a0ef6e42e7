internal import ScriptRuntime

/// What `--version` prints: our version and the Lua that scripts run on.
enum Version {
    static let number = "0.1.0"
    static var text: String { "ibscript \(number) (\(RuntimeFacts.luaVersion))" }
}
