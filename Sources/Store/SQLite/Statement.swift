internal import CSQLite

/// A compiled statement; finalized when it is released.
final class Statement {
    private let handle: OpaquePointer
    private let connection: OpaquePointer

    /// Compiles the single statement in `sql`.
    init(_ sql: String, on connection: OpaquePointer) throws(SQLiteError) {
        var handle: OpaquePointer?
        let result = sqlite3_prepare_v2(connection, sql, -1, &handle, nil)
        guard result == SQLITE_OK, let handle else { throw SQLiteError(result, of: connection) }
        self.handle = handle
        self.connection = connection
    }

    deinit { sqlite3_finalize(handle) }

    /// Runs the statement to its end and resets it for the next time.
    ///
    /// - Parameters:
    ///   - values: The values of the statement's parameters, in order.
    ///   - row: Called for each row to read its columns.
    func run(_ values: [SQLiteValue] = [], row: (Statement) -> Void = { _ in }) throws(SQLiteError) {
        defer {
            sqlite3_reset(handle)
            sqlite3_clear_bindings(handle)
        }
        for (index, value) in values.enumerated() { try bind(value, at: Int32(index + 1)) }
        while try step() { row(self) }
    }

    /// Returns the integer in a column of the current row.
    func integer(at column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

    /// Returns the text in a column of the current row; empty for NULL.
    func text(at column: Int32) -> String {
        guard let bytes = sqlite3_column_text(handle, column) else { return "" }
        let count = Int(sqlite3_column_bytes(handle, column))
        return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    }

    /// Whether a column of the current row is NULL.
    func isNull(at column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

    private func bind(_ value: SQLiteValue, at index: Int32) throws(SQLiteError) {
        let result =
            switch value {
            case .integer(let integer): sqlite3_bind_int64(handle, index, integer)
            case .text(let text): csqlite_bind_text(handle, index, text, Int32(clamping: text.utf8.count))
            case .bytes(let bytes):
                bytes.withUnsafeBytes { bytes in
                    let text = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
                    return csqlite_bind_text(handle, index, text, Int32(clamping: bytes.count))
                }
            case .null: sqlite3_bind_null(handle, index)
            }
        guard result == SQLITE_OK else { throw SQLiteError(result, of: connection) }
    }

    /// Steps to the next row; returns whether there is one.
    private func step() throws(SQLiteError) -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: true
        case SQLITE_DONE: false
        case let result: throw SQLiteError(result, of: connection)
        }
    }
}
