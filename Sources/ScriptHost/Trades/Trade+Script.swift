internal import LuaBridge
internal import TWSWire
internal import Trading

extension Trade {
    /// What scripts can do with a trade.
    static func describe() -> LuaClass<Trade> {
        var description: LuaClass<Trade> = Members.of("trade")
        description.optionalPrefix = "m_"
        declareFields(of: &description)
        let values = description.values
        description.text = { Members.text("trade", try values($0)) }
        description.method("wait", waits: true) { trade, frame in try trade.wait(frame) }
        description.method("modify") { trade, frame in
            try trade.desk.session.checkRunning()
            try trade.desk.modify(trade, try frame.value(1))
            return .returned
        }
        description.method("cancel") { trade, _ in
            try trade.desk.session.checkRunning()
            trade.desk.cancel(trade)
            return .returned
        }
        description.method("on") { trade, frame in
            let event = try TradeEvent.require(frame.string(1) ?? "", function: "trade:on")
            guard let function = try frame.function(2) else {
                throw LuaRaise(message: "trade:on: a function is needed as second argument")
            }
            return .value(.object(trade.add(event, function)))
        }
        return description
    }

    /// `trade:wait([what[, timeout]])`; a number alone is the time-out.
    private func wait(_ frame: borrowing LuaFrame) throws -> HostResult {
        try desk.session.checkRunning()
        guard let name = frame.string(1) else {
            let position = frame.isNil(1) ? 2 : 1
            let timeout = try ScriptDuration.optional(frame, position, function: "trade:wait")
            return desk.wait(for: self, timeout: timeout)
        }
        let timeout = try ScriptDuration.optional(frame, 2, function: "trade:wait")
        let event = try TradeEvent.require(name, function: "trade:wait")
        guard event != .done else { return desk.wait(for: self, timeout: timeout) }
        if isSettled { return desk.result(of: self) }
        let token = desk.session.waits.begin(timeout: timeout, late: .values([.nil]))
        enlist(event, token, key: nil)
        return .waiting(token)
    }

    /// The fields in the order in which they are shown.
    private static func declareFields(of description: inout LuaClass<Trade>) {
        func field(_ name: String, _ read: @escaping (LedgerEntry) -> LuaValue?) {
            description.field(name) { $0.entry.flatMap(read) }
        }
        field("status") { .string($0.status) }
        field("filled") { LuaValue($0.filled) }
        field("remaining") { LuaValue($0.remaining) }
        field("avgFillPrice") { LuaValue($0.avgFillPrice) }
        description.field("fills") { trade in
            (trade.entry?.fills.indices).map { indices in
                .array(indices.map { .object(TradeFill(orderId: trade.orderId, index: $0, desk: trade.desk)) })
            }
        }
        field("commission") { .number($0.commission) }
        description.field("orderId") { .integer($0.orderId) }
        field("permId") { $0.permId == 0 ? nil : .integer($0.permId) }
        description.field("log") { .array($0.history.map(LuaValue.string)) }
        field("contract") { LuaValue(structure: $0.contract, over: Contract()) }
        field("order") { LuaValue(structure: $0.order, over: Order()) }
        field("whyHeld") { LuaValue($0.whyHeld) }
        field("isDone") { .bool($0.outcome != nil) }
        field("error") { entry in
            entry.error.map { .table([("code", .integer($0.code)), ("message", .string($0.message))]) }
        }
    }
}

extension LuaValue {
    /// A structure as a plain table of the fields in which it differs from another one.
    init<Structure: WireStructure>(structure: Structure, over plain: Structure) {
        self = .table(
            StructureShapes.changed(structure, over: plain).map { (Structure.fields[$0.index].name, $0.value) }
        )
    }

    /// The value of a field as a plain value.
    init(_ value: FieldValue) {
        switch value {
        case .absent: self = .nil
        case .integer(let value): self = .integer(value)
        case .double(let value): self = .number(value)
        case .decimal(let value): self = LuaValue(value)
        case .string(let value): self = .string(value)
        case .bool(let value): self = .bool(value)
        case .list(let values): self = .array(values.map { LuaValue($0) })
        case .structure(let value):
            let fields = type(of: value).fields.enumerated()
            self = .table(
                fields.map { ($0.element.name, LuaValue(value.value(at: $0.offset))) }.filter { $0.1 != .nil }
            )
        }
    }
}
