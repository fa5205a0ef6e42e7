internal import LuaBridge
internal import TWSWire

/// Facts that the command line shows or checks against.
public enum RuntimeFacts {
    /// Name and version of the Lua library in use.
    public static var luaVersion: String { LuaVM.libraryVersion }
    /// Server versions that the simulator can offer.
    public static let simulatorVersions = ServerVersion.floor...200
    /// Server versions whose frames can be read and written.
    public static let wireVersions = ServerVersion.floor...ServerVersion.ceiling
}
