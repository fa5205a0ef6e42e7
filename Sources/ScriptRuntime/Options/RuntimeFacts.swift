internal import LuaBridge
internal import Store
internal import TWSWire

/// Facts that the command line shows or checks against.
package enum RuntimeFacts {
    /// Version of the program.
    package static let version = "0.1.0"
    /// Name and version of the Lua library that was loaded: `Lua 5.4.4`.
    package static var luaVersion: String { LuaVM.luaRelease }
    /// Name and version of the SQLite library that was loaded: `SQLite 3.40.1`.
    package static var sqliteVersion: String { "SQLite \(JournalFile.libraryVersion)" }
    /// Server versions of the framed protocol that are spoken, by either side.
    package static let serverVersions = ServerVersion.floor...ServerVersion.ceiling
}
