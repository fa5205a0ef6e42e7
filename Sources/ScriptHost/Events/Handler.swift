internal import LuaBridge

/// A function registered for an event, and what `on` gives to switch it off.
final class Handler: LuaObject {
    let event: String
    let function: LuaFunction
    /// Places of the message's fields that the function gets as its arguments; `nil` where it gets the message as a table.
    let fields: [Int]?
    private(set) var isOn = true
    /// Its number in the hub; `nil` for one of a trade.
    var number: Int?
    private weak var hub: EventHub?
    /// Its memory, on the script's account.
    private let loan: LuaLoan

    /// Bytes that a handler takes.
    static let footprint = 512

    init(event: String, function: LuaFunction, fields: [Int]? = nil, hub: EventHub, loan: LuaLoan) {
        self.fields = fields
        self.event = event
        self.function = function
        self.hub = hub
        self.loan = loan
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
