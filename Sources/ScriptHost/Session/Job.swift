internal import LuaBridge

/// One piece of work for the VM.
enum Job {
    /// The main chunk.
    case main
    /// A function of the script.
    case call(LuaFunction, Delivery)
    /// A handler, if it is still registered when its turn comes.
    case handler(Handler, Delivery)
    /// What waits for the token.
    case resume(LuaToken, Delivery)
}
