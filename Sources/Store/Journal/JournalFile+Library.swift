internal import CSQLite

extension JournalFile {
    /// Release of the SQLite library that was loaded: `3.40.1`.
    package static var libraryVersion: String { String(cString: sqlite3_libversion()) }
}
