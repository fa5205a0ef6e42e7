internal import CSQLite

extension JournalFile {
    /// The release of the loaded SQLite library: `3.40.1`.
    package static var libraryVersion: String { String(cString: sqlite3_libversion()) }
}
