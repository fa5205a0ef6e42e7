internal import CSQLite

/// What SQLite has refused.
struct SQLiteError: Error {
    /// SQLite's primary result code.
    let code: Int32
    /// SQLite's words for it, or ours.
    let message: String

    init(code: Int32, message: String) {
        self.code = code
        self.message = message
    }

    /// The latest error of a connection.
    ///
    /// - Parameter handle: `nil` when SQLite had no memory for a connection.
    init(_ result: Int32, of handle: OpaquePointer?) {
        code = result & 0xFF
        message = String(cString: handle == nil ? sqlite3_errstr(result) : sqlite3_errmsg(handle))
    }
}
