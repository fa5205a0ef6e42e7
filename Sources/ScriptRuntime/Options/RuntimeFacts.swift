internal import CBuildStamp
internal import LuaBridge
internal import Store
internal import TWSWire

/// Facts that the command line shows or checks against.
package enum RuntimeFacts {
    /// The version of the program.
    package static let version = "0.1.0"
    /// The commit from which the program was packaged, followed by `-dirty` if there were changes; `nil` in a build
    /// that was not packaged.
    package static var commit: String? {
        let commit = String(cString: bst_commit())
        return commit.isEmpty ? nil : commit
    }
    /// The name and version of the loaded Lua library: `Lua 5.4.4`.
    package static var luaVersion: String { LuaVM.luaRelease }
    /// The name and version of the loaded SQLite library: `SQLite 3.40.1`.
    package static var sqliteVersion: String { "SQLite \(JournalFile.libraryVersion)" }
    /// The supported server versions of the framed protocol, for both sides.
    package static let serverVersions = ServerVersion.floor...ServerVersion.ceiling
}
