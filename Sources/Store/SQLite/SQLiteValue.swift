/// A value bound to a statement.
enum SQLiteValue: Sendable {
    case integer(Int64)
    case text(String)
    /// UTF-8 without a terminator.
    case bytes([UInt8])
    case null
}
