internal import LuaBridge

/// What a waiting call gets in the end.
enum Delivery {
    /// Plain values.
    case values([LuaValue])
    /// An error at the waiting line.
    case raise(LuaRaise)
    /// Values that the closure pushes, such as records.
    case push((LuaWriter) -> Void)
}
