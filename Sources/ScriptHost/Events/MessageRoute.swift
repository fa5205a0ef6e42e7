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
    private(set) var shape: LuaShape?
    /// The indices of the fields that the only handler can see; meaningful with the shape.
    private(set) var seen: [Int] = []

    init(id: Int, name: String, handlers: [Handler]) {
        self.id = id
        self.name = name
        self.handlers = handlers
        onlyHandler = handlers.count == 1 ? handlers.first : nil
    }

    /// Sets the shape, and which of its fields the only handler can see: all of them if `seen` is `nil`.
    func set(_ shape: LuaShape, seen: [Int]?) {
        self.shape = shape
        self.seen = seen ?? Array(shape.keys.indices)
    }
}
