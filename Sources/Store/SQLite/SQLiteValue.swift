/// A value that is put into a statement.
enum SQLiteValue: Sendable {
    case integer(Int64)
    case text(String)
    /// UTF-8, without an end.
    case bytes([UInt8])
    case null
}
