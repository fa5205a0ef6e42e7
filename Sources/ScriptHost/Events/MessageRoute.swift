internal import LuaBridge

/// Who hears one kind of message; valid as long as no handler is added or removed.
final class MessageRoute {
    /// The message's id.
    let id: Int
    /// The message's name.
    let name: String
    /// The handlers of the name and of `"*"`, in order of registration.
    let handlers: [Handler]
    /// The only handler; `nil` if there are none or several.
    let onlyHandler: Handler?
    /// The shape of the message in Lua; `nil` until it is first needed.
    var shape: LuaShape?

    init(id: Int, name: String, handlers: [Handler]) {
        self.id = id
        self.name = name
        self.handlers = handlers
        onlyHandler = handlers.count == 1 ? handlers.first : nil
    }
}
