internal import LuaBridge
internal import TWSWire

/// Facts that the command line shows or checks against.
public enum RuntimeFacts {
    /// Name and version of the Lua library in use.
    public static var luaVersion: String { LuaVM.libraryVersion }
    /// Server versions of the framed protocol that are spoken, by either side.
    public static let serverVersions = ServerVersion.floor...ServerVersion.ceiling
}
