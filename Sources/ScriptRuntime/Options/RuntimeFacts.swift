internal import LuaBridge
internal import TWSWire

/// Facts that the command line shows or checks against.
package enum RuntimeFacts {
    /// Version of the program.
    package static let version = "0.1.0"
    /// Name and version of the Lua library in use.
    package static var luaVersion: String { LuaVM.libraryVersion }
    /// Server versions of the framed protocol that are spoken, by either side.
    package static let serverVersions = ServerVersion.floor...ServerVersion.ceiling
}
