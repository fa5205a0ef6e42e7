internal import CSQLite

/// An error from SQLite.
struct SQLiteError: Error {
    /// SQLite's primary result code.
    let code: Int32
    /// SQLite's message, or ours.
    let message: String

    init(code: Int32, message: String) {
        self.code = code
        self.message = message
    }

    /// Creates an error from the latest one of a connection.
    ///
    /// - Parameter handle: `nil` if SQLite had no memory for a connection.
    init(_ result: Int32, of handle: OpaquePointer?) {
        code = result & 0xFF
        message = String(cString: handle == nil ? sqlite3_errstr(result) : sqlite3_errmsg(handle))
    }
}
