internal import LuaBridge

/// A function registered for an event, and what `on` gives to switch it off.
final class Handler: LuaObject {
    let event: String
    let function: LuaFunction
    private(set) var isOn = true
    private weak var hub: EventHub?

    init(event: String, function: LuaFunction, hub: EventHub) {
        self.event = event
        self.function = function
        self.hub = hub
    }

    func off() {
        guard isOn else { return }
        isOn = false
        hub?.remove(self)
    }

    static func describe() -> LuaClass<Handler> {
        var description: LuaClass<Handler> = Members.of("handler")
        description.field("event") { .string($0.event) }
        description.text = { "handler of \($0.event)" }
        description.method("off") { handler, _ in
            handler.off()
            return .returned
        }
        return description
    }
}
