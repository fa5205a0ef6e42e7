internal import LuaBridge

/// A function registered for an event, and the object that `on` returns to switch it off.
final class Handler: LuaObject, Callback {
    let event: String
    let function: LuaFunction
    /// Indices of the message's fields that the function gets as arguments; `nil` if it gets the message as a table.
    let fields: [Int]?
    /// The number of arguments that the function can see.
    let mostArguments: Int
    private(set) var isOn = true
    /// Its number in the hub; `nil` for a handler of a trade.
    var number: Int?
    private weak var hub: EventHub?
    /// Its memory, charged to the script.
    private let loan: LuaLoan

    /// The size of a handler in bytes.
    static let footprint = 512

    init(
        event: String,
        function: LuaFunction,
        fields: [Int]? = nil,
        mostArguments: Int = .max,
        hub: EventHub,
        loan: LuaLoan
    ) {
        self.fields = fields
        self.mostArguments = mostArguments
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
