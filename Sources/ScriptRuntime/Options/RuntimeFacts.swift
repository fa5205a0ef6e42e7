internal import CBuildStamp
internal import LuaBridge
internal import Store
internal import TWSWire

/// Facts that the command line shows or checks against.
package enum RuntimeFacts {
    /// Version of the program.
    package static let version = "0.1.0"
    /// The commit that the program was packaged from, `-dirty` behind it if there were changes; `nil` in a build that was not
    /// packaged.
    package static var commit: String? {
        let commit = String(cString: bst_commit())
        return commit.isEmpty ? nil : commit
    }
    /// Name and version of the Lua library that was loaded: `Lua 5.4.4`.
    package static var luaVersion: String { LuaVM.luaRelease }
    /// Name and version of the SQLite library that was loaded: `SQLite 3.40.1`.
    package static var sqliteVersion: String { "SQLite \(JournalFile.libraryVersion)" }
    /// Server versions of the framed protocol that are spoken, by either side.
    package static let serverVersions = ServerVersion.floor...ServerVersion.ceiling
}
