internal import LuaBridge
internal import TWSWire

/// Brings messages and host events to the functions that asked for them, in the order they were registered.
final class EventHub {
    private unowned let session: ScriptSession
    private var handlers: [Handler] = []
    /// How many handlers and waits an event has; an event without any is never turned into a table.
    private var interest: [String: Int] = [:]
    /// Waits by event, with the key that `first_of` gives.
    private var awaiting: [String: [(token: LuaToken, key: LuaValue?)]] = [:]

    init(session: ScriptSession) { self.session = session }

    /// Whether a handler on market data, bars or depth is registered.
    var keepsAlive: Bool { handlers.contains { MessageNames.keepingAlive.contains($0.event) } }

    func add(_ event: String, _ function: LuaFunction) -> Handler {
        let handler = Handler(event: event, function: function, hub: self)
        handlers.append(handler)
        interest[event, default: 0] += 1
        return handler
    }

    func remove(_ handler: Handler) {
        handlers.removeAll { $0 === handler }
        interest[handler.event, default: 1] -= 1
    }

    func removeAll() {
        handlers.removeAll()
        interest.removeAll()
        awaiting.removeAll()
    }

    /// Resumes the token with the next event of that name, after `key` if there is one.
    func enlist(_ event: String, _ token: LuaToken, key: LuaValue?) {
        awaiting[event, default: []].removeAll { !session.waits.isWaiting($0.token) }
        awaiting[event, default: []].append((token, key))
    }

    /// Whether anything would happen on the event.
    func wants(_ event: String) -> Bool { interest[event, default: 0] > 0 || awaiting[event] != nil }

    /// Delivers a message to the handlers of its name and of `"*"`, then to what waits for it.
    func deliver(_ message: ServerMessage) {
        guard !handlers.isEmpty || !awaiting.isEmpty else { return }
        let payload = message.payload
        let name = type(of: payload).structureName
        guard wants(name) || wants(MessageNames.everything) else { return }
        do {
            try session.shapes.prepare(type(of: payload))
        } catch {
            return session.log("\(name): \(error)")
        }
        let shapes = session.shapes
        emit(name, .push { shapes.pushPrepared(payload, to: $0) }, isMessage: true)
    }

    /// Delivers a host event.
    func emit(_ event: String, _ delivery: Delivery) { emit(event, delivery, isMessage: false) }

    private func emit(_ event: String, _ delivery: Delivery, isMessage: Bool) {
        for handler in handlers where handler.event == event || (isMessage && handler.event == MessageNames.everything)
        {
            session.enqueue(.handler(handler, delivery))
        }
        resume(event, delivery)
        if isMessage { resume(MessageNames.everything, delivery) }
    }

    private func resume(_ event: String, _ delivery: Delivery) {
        for (token, key) in awaiting.removeValue(forKey: event) ?? [] {
            session.waits.finish(token, delivery.after(key))
        }
    }
}

extension Delivery {
    /// The same values, with a key in front if there is one.
    func after(_ key: LuaValue?) -> Delivery {
        guard let key else { return self }
        switch self {
        case .values(let values): return .values([key] + values)
        case .raise: return self
        case .push(let push):
            return .push { writer in
                writer.push(key)
                push(writer)
            }
        }
    }
}
