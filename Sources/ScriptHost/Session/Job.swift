internal import LuaBridge

/// A unit of work for the VM.
enum Job {
    /// The main chunk.
    case main
    /// What a person has typed, or the main chunk of a restarted script.
    case typed(ScriptTask, String)
    /// A function of the script.
    case call(LuaFunction, Delivery)
    /// A function of the script whose time has come.
    case timed(LuaFunction, any Callback)
    /// A function of the script that runs as a task, unless it was cancelled.
    case task(ScriptTask, LuaFunction, Delivery)
    /// A handler, if it is still registered when its turn comes.
    case handler(Handler, Delivery)
    /// Resumes what waits for the token, with its task if it has one.
    case resume(LuaToken, Delivery, ScriptTask?)

    /// The task that it belongs to; `nil` for the main chunk and for handlers.
    var task: ScriptTask? {
        switch self {
        case .task(let task, _, _), .typed(let task, _): task
        case .resume(_, _, let task): task
        case .main, .call, .timed, .handler: nil
        }
    }

    /// What it is called for, if that can be switched off.
    var callback: (any Callback)? {
        switch self {
        case .timed(_, let callback): callback
        case .handler(let handler, _): handler
        case .main, .typed, .call, .task, .resume: nil
        }
    }
}

/// What the script has registered to be called once or often, and can switch off.
protocol Callback: AnyObject {
    /// Switches it off; what has begun goes on.
    func off()
}
