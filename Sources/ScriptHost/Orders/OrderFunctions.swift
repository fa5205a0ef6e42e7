internal import LuaBridge
internal import TWSWire
internal import Trading

/// `order` and its short forms, `place` and everything else that places orders, and `what_if`.
enum OrderFunctions {
    static let entries: [HostEntry] =
        [
            HostEntry("order", isCallable: true) { session, frame in
                let shape = plain(isLimit: !frame.isNil(3))
                if try OrderShortcut.push(shape, session, frame) { return .returned }
                if case .table = try frame.value(1) { return try push(try frame.value(1), session, frame) }
                return try make(session, frame, "order", shape)
            },
            HostEntry("place") { session, frame in
                let reader = OrderReader(function: "place")
                var new = try reader.new(frame, session)
                var seconds: Double?
                if !frame.isNil(3) {
                    guard case .table = try frame.value(3) else {
                        throw LuaRaise(
                            message: "place: options: expected a table",
                            remedy: "{key = \"2026-01-05\", when_connected = 60}"
                        )
                    }
                    (new.key, seconds) = try reader.options(try frame.entries(3))
                }
                let (orders, line) = ([new], frame.line)
                return try session.held.call("place", whenConnected: seconds, canWait: frame.canWait) {
                    () throws(LuaRaise) in
                    try session.book.place(orders, function: "place", line: line)?.map(LuaValue.object)
                }
            },
            HostEntry("prepare") { session, frame in
                guard frame.count > 0 else {
                    throw LuaRaise(message: "prepare: expected a contract", remedy: "prepare(contract(\"AAPL\"))")
                }
                var contracts: [Contract] = []
                for place in 1...frame.count {
                    contracts.append(try session.contract(try frame.value(place), function: "prepare"))
                }
                let (wanted, line) = (contracts, frame.line)
                return try session.held.call("prepare", canWait: frame.canWait) { () throws(LuaRaise) in
                    try prepare(wanted, "prepare", session, line)
                }
            },
            HostEntry("bracket", BracketFunction.call),
            HostEntry("oca", GroupFunction.call),
            HostEntry("target_position", TargetFunction.call),
            HostEntry("what_if", waits: true, whatIf),
            FlattenDesk.entry,
        ]
        + OrderShape.all.map { shape in
            HostEntry(shape.name, in: "order") { session, frame in
                if try OrderShortcut.push(shape, session, frame) { return .returned }
                return try make(session, frame, "order.\(shape.name)", shape)
            }
        }

    /// The shape of `order` itself.
    static func plain(isLimit: Bool) -> OrderShape { isLimit ? plainLimit : plainMarket }

    private static let plainLimit = OrderShape(name: "", type: "LMT", fields: ["lmtPrice"], optional: 1)
    private static let plainMarket = OrderShape(name: "", type: "MKT", fields: ["lmtPrice"], optional: 1)

    private static func make(
        _ session: ScriptSession,
        _ frame: borrowing LuaFrame,
        _ function: String,
        _ shape: OrderShape
    ) throws -> HostResult {
        let fixed = [("orderType", shape.type), ("tif", shape.tif)].compactMap { name, text in
            text.map { (key: name, value: LuaValue.string($0)) }
        }
        if case .table(let given) = try frame.value(1) { return try push(.table(fixed + given), session, frame) }
        let positions = shape.positions
        try ContractFunctions.check(count: frame.count, positions, function)
        var fields: [(key: String, value: LuaValue)] = []
        for (position, name) in positions.enumerated() {
            guard !frame.isNil(position + 1) else {
                if position >= positions.count - shape.optional { continue }
                throw missing(name, function, shape)
            }
            fields.append((name, try frame.value(position + 1)))
        }
        fields.insert(contentsOf: fixed, at: min(2, fields.count))
        return try push(.table(fields), session, frame)
    }

    static func missing(_ name: String, _ function: String, _ shape: OrderShape) -> LuaRaise {
        LuaRaise(
            message: "\(function): expected \(name)",
            remedy: "\(function)(\(shape.positions.joined(separator: ", ")))"
        )
    }

    /// Checks names and types immediately; `place` checks what the script may set.
    private static func push(
        _ value: LuaValue,
        _ session: ScriptSession,
        _ frame: borrowing LuaFrame
    ) throws -> HostResult {
        let read = try StructureReader(function: "place").read(value, as: Order.self, path: "order")
        let fields = read.fields.map { ($0, LuaValue(read.structure.value(at: $0))) }
        try session.shapes.push(Order.self, fields: unique(fields), to: frame.results)
        return .returned
    }

    /// Removes duplicates: a field given under two names counts once.
    private static func unique(_ fields: [(Int, LuaValue)]) -> [(index: Int, value: LuaValue)] {
        var once: [(index: Int, value: LuaValue)] = []
        once.reserveCapacity(fields.count)
        for (index, value) in fields where !once.contains(where: { $0.index == index }) { once.append((index, value)) }
        return once
    }

    /// `what_if(c, o)`: the margin and commission that TWS expects; nothing is traded.
    private static func whatIf(_ session: ScriptSession, _ frame: borrowing LuaFrame) throws -> HostResult {
        try session.checkOpen("what_if")
        let new = try OrderReader(function: "what_if").new(frame, session)
        try session.shapes.prepare(OrderState.self)
        let shapes = session.shapes
        let receive = { (message: ServerMessage, orderId: Int) -> Delivery? in
            guard case .openOrder(let open) = message, open.orderId == orderId else { return nil }
            return .push { shapes.pushPrepared(open.orderState, to: $0) }
        }
        let line = frame.line
        guard new.contract.secType == .combination || !new.contract.comboLegs.isEmpty else {
            return try session.requests.begin("what_if", .whatIf(new), line: line, receive: receive)
        }
        // The legs of a combination are judged as the instruments they are.
        let (requests, waits) = (session.requests, session.waits)
        return try session.held.call("what_if", canWait: frame.canWait) { () throws(LuaRaise) in
            try prepare([new.contract], "what_if", session, line)
        } next: { token throws(LuaRaise) in
            try requests.ask("what_if", .whatIf(new), line: line, receive: receive) { waits.finish(token, $0) }
        }
    }

    /// Has the desk learn what orders in contracts need; returns `nil` until it has.
    private static func prepare(
        _ contracts: [Contract],
        _ function: String,
        _ session: ScriptSession,
        _ line: Int?
    ) throws(LuaRaise) -> [LuaValue]? {
        try session.checkOpen(function)
        let verdict = session.submit(.prepare(contracts), line: line)
        if case .needs(let need) = verdict { return session.held.wait(for: need) }
        guard case .requested = verdict else { throw session.raise(verdict, function: function, line: line) }
        return []
    }
}
