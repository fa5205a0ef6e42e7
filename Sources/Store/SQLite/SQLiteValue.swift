/// A value that is put into a statement.
enum SQLiteValue: Sendable {
    case integer(Int64)
    case text(String)
}
