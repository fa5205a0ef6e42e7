internal import LuaBridge
internal import TWSWire

/// Delivers messages and host events to the functions registered for them, in order of registration.
final class EventHub {
    private unowned let session: ScriptSession
    private let shapes: StructureShapes
    private var handlers = Roster<Handler>()
    /// The number of handlers for each event.
    @exclusivity(unchecked) private var counts: [String: Int] = [:]
    /// Who hears each kind of message, by message id; created when the first message of a kind arrives.
    @exclusivity(unchecked) private var routes: [MessageRoute?] = []
    /// The route of the latest message: floods are of one kind.
    @exclusivity(unchecked) private var latest: MessageRoute?
    /// Waiting calls by event.
    private var awaiting: [String: WaitList] = [:] {
        didSet { isAwaited = !awaiting.isEmpty }
    }
    /// Whether anything is waiting for an event.
    private(set) var isAwaited = false
    /// The number of times that a handler has been added or removed.
    private(set) var changes = 0
    /// Whether a handler on market data, bars or depth is registered.
    private(set) var keepsAlive = false
    /// Whether a handler of live quotes is registered.
    private var hearsQuotes = false
    /// Whether a handler of `fill` is registered.
    private var hearsFills = false
    /// The name of the event of a fill of any order.
    static let fillEvent = "fill"
    /// The name of the event of a live quote that has changed.
    static let quoteEvent = "quote"

    private static let highestId = ServerMessage.payloads.map { $0.id }.max() ?? 0

    init(session: ScriptSession) {
        self.session = session
        shapes = session.shapes
        handlersChanged()
    }

    /// Registers a function.
    ///
    /// - Parameter fields: Indices of the message's fields that the function gets as arguments; `nil` for a table.
    /// - Throws: "not enough memory".
    func add(_ event: String, _ function: LuaFunction, fields: [Int]? = nil) throws(LuaRaise) -> Handler {
        let loan = try session.vm.borrow(Handler.footprint)
        let handler = Handler(
            event: event,
            function: function,
            fields: fields,
            mostArguments: session.vm.mostArguments(of: function),
            hub: self,
            loan: loan
        )
        handler.number = handlers.add(handler)
        counts[event, default: 0] += 1
        handlersChanged()
        return handler
    }

    func remove(_ handler: Handler) {
        guard let number = handler.number, handlers.remove(number) != nil else { return }
        counts[handler.event] = counts[handler.event].flatMap { $0 > 1 ? $0 - 1 : nil }
        handlersChanged()
    }

    func removeAll() {
        handlers = Roster()
        counts = [:]
        awaiting.removeAll()
        handlersChanged()
    }

    private func handlersChanged() {
        changes += 1
        latest = nil
        routes = Array(repeating: nil, count: Self.highestId + 1)
        hearsQuotes = handles(Self.quoteEvent)
        hearsFills = handles(Self.fillEvent)
        keepsAlive = counts.keys.contains { MessageNames.keepingAlive.contains($0) }
    }

    /// Resumes the token with the next event of this name, after `key` if there is one.
    func enlist(_ event: String, _ token: LuaToken, key: LuaValue?) {
        awaiting[event, default: WaitList()].add(token, key: key, isWaiting: session.waits.isWaiting)
    }

    /// Delivers a message to the handlers of its name and of `"*"`, then to the calls waiting for it.
    ///
    /// A message that no handler wants and nothing waits for is never turned into a table.
    ///
    /// - Parameters:
    ///   - session: The session of this hub, which its caller has at hand.
    ///   - state: The session's keeper of `state`.
    ///   - atOnce: Whether a handler may run now because nothing else comes before it or results from the message.
    func deliver(_ message: ServerMessage, in session: ScriptSession, _ state: StateKeeper, atOnce: Bool) {
        let route = route(of: message)
        guard !route.handlers.isEmpty || isAwaited(route) else { return }
        let only = atOnce && !isAwaited ? route.onlyHandler : nil
        // This spares the most frequent kinds the allocation of an existential box.
        switch message {
        case .tickPrice(let tick): deliver(tick, on: route, to: only, in: session, state)
        case .tickSize(let tick): deliver(tick, on: route, to: only, in: session, state)
        case .tickByTick(let tick): deliver(tick, on: route, to: only, in: session, state)
        default: deliver(message.payload, on: route, to: only, in: session, state)
        }
    }

    /// Delivers a message at once to the only handler if there is one: as a table, as the fields that it wants, or, since
    /// nothing can tell the difference, not at all to one that has no name for it.
    private func deliver(
        _ payload: some ServerMessagePayload,
        on route: MessageRoute,
        to only: Handler?,
        in session: ScriptSession,
        _ state: StateKeeper
    ) {
        if let only, only.mostArguments == 0 { return session.runAtOnce(only, state) { _ in } }
        let shapes = shapes
        if let only, let fields = only.fields {
            return session.runAtOnce(only, state) { shapes.push(fields, of: payload, to: $0) }
        }
        guard let shape = shape(of: route, type(of: payload)) else { return }
        if let only { return session.runAtOnce(only, state) { shapes.push(payload, as: shape, route.seen, to: $0) } }
        let delivery = Delivery.push { shapes.push(payload, as: shape, to: $0) }
        for handler in route.handlers {
            let own = handler.fields.map { fields in Delivery.push { shapes.push(fields, of: payload, to: $0) } }
            session.enqueue(.handler(handler, own ?? delivery))
        }
        resume(route.name, delivery)
        resume(MessageNames.everything, delivery)
    }

    /// Whether no handler takes a kind of message, and nothing waits for it.
    func ignores<Payload: ServerMessagePayload>(_ payload: Payload.Type) -> Bool {
        let route = routes[payload.id] ?? makeRoute(payload.id, payload.structureName)
        return route.handlers.isEmpty && !isAwaited(route)
    }

    /// Returns the only handler of a host event; `nil` if there are none or several.
    func onlyHandler(of event: String) -> Handler? {
        counts[event] == 1 ? handlers.all.first { $0.event == event } : nil
    }

    /// Whether a host event would have any effect.
    func wants(_ event: String) -> Bool { isAwaited || handles(event) }

    /// Whether the change of a live quote would have any effect.
    var wantsQuotes: Bool { isAwaited || hearsQuotes }

    /// Whether a fill of any order would have any effect.
    var wantsFills: Bool { isAwaited || hearsFills }

    /// Whether there is a handler of a host event.
    func handles(_ event: String) -> Bool { counts[event] != nil }

    /// Delivers a host event.
    func emit(_ event: String, _ delivery: Delivery) {
        if counts[event] != nil {
            for handler in handlers.all where handler.event == event { session.enqueue(.handler(handler, delivery)) }
        }
        resume(event, delivery)
    }

    private func route(of message: ServerMessage) -> MessageRoute {
        let id = message.id
        if let latest, latest.id == id { return latest }
        let route = routes[id] ?? makeRoute(id, message.name)
        latest = route
        return route
    }

    private func makeRoute(_ id: Int, _ name: String) -> MessageRoute {
        let route = MessageRoute(
            id: id,
            name: name,
            handlers: handlers.all.filter { $0.event == name || $0.event == MessageNames.everything }
        )
        routes[id] = route
        return route
    }

    private func isAwaited(_ route: MessageRoute) -> Bool {
        isAwaited && (awaiting[route.name] != nil || awaiting[MessageNames.everything] != nil)
    }

    /// Returns the shape of the route's messages; `nil`, after a log line, if there is no memory for it.
    private func shape(of route: MessageRoute, _ type: any WireStructure.Type) -> LuaShape? {
        if let shape = route.shape { return shape }
        do {
            let seen = route.onlyHandler.flatMap { session.fieldsSeen(by: $0) }
            route.set(try shapes.prepare(type), seen: seen.flatMap { FieldNames.indices(of: $0, in: type) })
        } catch {
            session.log("\(route.name): \(error)")
        }
        return route.shape
    }

    private func resume(_ event: String, _ delivery: Delivery) {
        guard isAwaited else { return }
        for (token, key) in awaiting.removeValue(forKey: event)?.waits ?? [] {
            session.waits.finish(token, delivery.after(key))
        }
    }
}

extension Delivery {
    /// Returns the same values, preceded by a key if there is one.
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
