internal import LuaBridge

/// Who hears one kind of message, for as long as no handler comes or goes.
final class MessageRoute {
    /// The message's id.
    let id: Int
    /// The message's name.
    let name: String
    /// The handlers of the name and of `"*"`, in the order they were registered.
    let handlers: [Handler]
    /// The one handler; `nil` when there are none or several.
    let onlyHandler: Handler?
    /// What the message becomes in Lua; `nil` until it is first needed.
    var shape: LuaShape?

    init(id: Int, name: String, handlers: [Handler]) {
        self.id = id
        self.name = name
        self.handlers = handlers
        onlyHandler = handlers.count == 1 ? handlers.first : nil
    }
}
