internal import LuaBridge

/// One piece of work for the VM.
enum Job {
    /// The main chunk.
    case main
    /// What a person has typed, or the main chunk of a script that begins again.
    case typed(ScriptTask, String)
    /// A function of the script.
    case call(LuaFunction, Delivery)
    /// A function of the script that runs as a task, if it was not cancelled.
    case task(ScriptTask, LuaFunction, Delivery)
    /// A handler, if it is still registered when its turn comes.
    case handler(Handler, Delivery)
    /// What waits for the token; with its task, if it is one.
    case resume(LuaToken, Delivery, ScriptTask?)

    /// The task that it belongs to; `nil` for the main chunk and for handlers.
    var task: ScriptTask? {
        switch self {
        case .task(let task, _, _), .typed(let task, _): task
        case .resume(_, _, let task): task
        case .main, .call, .handler: nil
        }
    }
}
