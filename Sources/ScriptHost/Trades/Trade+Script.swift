internal import LuaBridge
internal import TWSWire
internal import Trading

extension Trade {
    /// Describes what scripts can do with a trade.
    static func describe() -> LuaClass<Trade> {
        var description: LuaClass<Trade> = Members.of("trade")
        description.optionalPrefix = "m_"
        declareFields(of: &description)
        let values = description.values
        description.text = { Members.text("trade", try values($0)) }
        description.method("wait", waits: true) { trade, frame in try trade.wait(frame) }
        description.method("modify") { trade, frame in
            try trade.book.session.checkRunning()
            let (changes, line) = (try frame.value(1), frame.line)
            return try trade.book.session.held.call("modify", canWait: frame.canWait) { () throws(LuaRaise) in
                try trade.book.modify(trade, changes, line: line) ? [] : nil
            }
        }
        description.method("cancel") { trade, frame in
            try trade.book.session.checkRunning()
            try trade.book.cancel(trade, line: frame.line)
            return .returned
        }
        description.method("on") { trade, frame in
            let event = try TradeEvent.require(frame.string(1) ?? "", function: "trade:on")
            guard let function = try frame.function(2) else {
                throw LuaRaise(message: "trade:on: expected a function as second argument")
            }
            return .value(.object(try trade.add(event, function)))
        }
        return description
    }

    /// `trade:wait([what[, timeout]])`; a number alone is the time-out.
    private func wait(_ frame: borrowing LuaFrame) throws -> HostResult {
        try book.session.checkRunning()
        let function = TradeEvent.waiting
        guard let name = frame.string(1) else {
            let position = frame.isNil(1) ? 2 : 1
            guard position == 2 || frame.isNil(2) else { throw TradeEvent.lateTimeout }
            let timeout = try ScriptDuration.optional(frame, position, function: function)
            return book.wait(for: self, timeout: timeout)
        }
        let timeout = try ScriptDuration.optional(frame, 2, function: function)
        let event = try TradeEvent.require(name, function: function)
        guard event != .done else { return book.wait(for: self, timeout: timeout) }
        if isSettled { return book.result(of: self) }
        let token = book.session.waits.begin(timeout: timeout, late: .values([.nil]))
        enlist(event, token, key: nil)
        return .waiting(token)
    }

    /// The fields of the order that are set, with times as seconds.
    private var orderFields: [(index: Int, value: LuaValue)] {
        StructureShapes.changed(entry.order, over: Order()).map { index, value in
            guard WireMoment.fields.contains(Order.fields[index].name), case .string(let text) = value else {
                return (index, value)
            }
            return (index, book.session.zones.seconds(of: text) ?? value)
        }
    }

    /// Declares the fields in display order.
    private static func declareFields(of description: inout LuaClass<Trade>) {
        func field(_ name: String, _ read: @escaping (LedgerEntry) -> LuaValue?) {
            description.field(name) { read($0.entry) }
        }
        field("status") { .string($0.statusText) }
        field("filled") { LuaValue($0.filled) }
        field("remaining") { LuaValue($0.remaining) }
        field("avgFillPrice") { LuaValue($0.avgFillPrice) }
        description.field("fills") { trade in
            .array(trade.entry.fills.indices.map { .object(TradeFill(trade: trade, index: $0)) })
        }
        field("commission") { .number($0.commission) }
        field("orderId") { .integer($0.wireId) }
        field("permId") { $0.permId == 0 ? nil : .integer($0.permId) }
        description.field("log") { trade in
            .array(trade.history.lines { $0.text(trade.entry) }.map { .string($0) })
        }
        description.field("contract") {
            LuaValue(structure: $0.entry.contract, over: Contract())
        } push: {
            try $0.book.session.shapes.push($0.entry.contract, over: Contract(), to: $1)
        }
        description.field("order") { trade in
            .table(trade.orderFields.map { (Order.fields[$0.index].name, $0.value) })
        } push: {
            try $0.book.session.shapes.push(Order.self, fields: $0.orderFields, to: $1)
        }
        field("whyHeld") { LuaValue($0.whyHeld) }
        field("isDone") { .bool($0.outcome != nil) }
        field("error") { entry in
            entry.error.map { .table([("code", .integer($0.code)), ("message", .string($0.message))]) }
        }
    }
}
