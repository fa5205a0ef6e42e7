internal import LuaBridge

/// `on` and `off`.
enum EventFunctions {
    static let entries: [HostEntry] = [
        HostEntry("on") { session, frame in
            guard let name = frame.string(1) else {
                throw LuaRaise(
                    message: "on: the name of a message or event is needed",
                    remedy: "on(\"orderStatus\", fn)"
                )
            }
            let event = try MessageNames.require(name, function: "on")
            guard let function = try frame.function(2) else {
                throw LuaRaise(message: "on: a function is needed as second argument")
            }
            return .value(.object(try session.hub.add(event, function)))
        },
        HostEntry("off") { _, frame in
            if let handler = frame.object(1, as: Handler.self) {
                handler.off()
            } else if let timer = frame.object(1, as: TimerHandle.self) {
                timer.cancel()
            } else if let quote = frame.object(1, as: Quote.self) {
                quote.off()
            } else {
                throw LuaRaise(message: "off: what on, after, every or quote gave is needed")
            }
            return .returned
        },
    ]
}
