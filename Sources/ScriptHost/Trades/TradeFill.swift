internal import LuaBridge
internal import TWSWire
internal import Trading

/// One execution as a script sees it: the fields of `Execution`, combined with the commission.
final class TradeFill: LuaObject {
    private let trade: Trade
    private let index: Int

    init(trade: Trade, index: Int) {
        self.trade = trade
        self.index = index
    }

    /// The fill as last reported by the desk, including corrections.
    private var fill: Fill? {
        trade.entry.fills.indices.contains(index) ? trade.entry.fills[index] : nil
    }

    /// What it traded, for the order's log.
    var traded: TradeNote.Execution? {
        fill.map { TradeNote.Execution(shares: $0.execution.shares, price: $0.execution.price) }
    }

    static func describe() -> LuaClass<TradeFill> {
        var description: LuaClass<TradeFill> = Members.of("fill")
        description.optionalPrefix = "m_"
        declareFields(of: &description)
        let values = description.values
        description.entries = { .table(try values($0)) }
        description.text = { fill in
            Members.text("fill", try values(fill), times: ["time"], fill.trade.book.session.zones)
        }
        return description
    }

    /// Declares the fields in display order.
    private static func declareFields(of description: inout LuaClass<TradeFill>) {
        func field(_ name: String, _ read: @escaping (Fill) -> LuaValue?) {
            description.field(name) { $0.fill.flatMap(read) }
        }
        description.field("orderId") { .integer($0.trade.entry.wireId) }
        field("execId") { .string($0.execution.execId) }
        description.field("time") { object in
            object.fill.flatMap { object.trade.book.session.zones.seconds(of: $0.execution.time) }
        }
        field("symbol") { LuaValue($0.contract.symbol) }
        field("side") { LuaValue($0.execution.side.text) }
        field("shares") { $0.execution.shares.map { LuaValue($0) } }
        field("price") { .number($0.execution.price) }
        field("exchange") { LuaValue($0.execution.exchange) }
        field("cumQty") { $0.execution.cumQty.map { LuaValue($0) } }
        field("avgPrice") { .number($0.execution.avgPrice) }
        field("permId") { .integer($0.execution.permId) }
        field("commission") { LuaValue($0.commission) }
        field("commissionCurrency") { LuaValue($0.commissionCurrency) }
        field("realizedPNL") { LuaValue($0.realizedPNL) }
    }
}
