internal import LuaBridge
internal import TWSWire
internal import Trading

extension Trade {
    /// What scripts can do with a trade.
    static func describe() -> LuaClass<Trade> {
        var description = LuaClass<Trade>(name: "trade")
        description.property = { trade, name in
            let plain = name.hasPrefix("m_") ? String(name.dropFirst(2)) : name
            guard fields.contains(plain) else { throw Members.unknown(name, of: "trade", among: fields + methods) }
            return trade.value(of: plain)
        }
        description.text = { trade in
            let shown = fields.filter { !["fills", "log", "contract", "order", "error"].contains($0) }
            let parts = shown.compactMap { name in RecordText.text(trade.value(of: name)).map { "\(name)=\($0)" } }
            return "<trade " + parts.joined(separator: ", ") + ">"
        }
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

    /// One field; every name in ``fields`` has its case here.
    private func value(of name: String) -> LuaValue {
        guard let entry else { return .nil }
        switch name {
        case "status": return .string(entry.status.text)
        case "filled": return LuaValue(entry.filled)
        case "remaining": return LuaValue(entry.remaining)
        case "avgFillPrice": return LuaValue(entry.avgFillPrice)
        case "fills":
            return .array(entry.fills.indices.map { .object(TradeFill(orderId: orderId, index: $0, desk: desk)) })
        case "commission": return .number(entry.commission)
        case "orderId": return .integer(orderId)
        case "permId": return entry.permId == 0 ? .nil : .integer(entry.permId)
        case "log": return .array(history.map(LuaValue.string))
        case "contract": return LuaValue(structure: entry.contract, over: Contract())
        case "order": return LuaValue(structure: entry.order, over: Order())
        case "whyHeld": return LuaValue(entry.whyHeld)
        case "isDone": return .bool(entry.outcome != nil)
        case "error":
            return entry.error.map { .table([("code", .integer($0.code)), ("message", .string($0.message))]) } ?? .nil
        default: return .nil
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
