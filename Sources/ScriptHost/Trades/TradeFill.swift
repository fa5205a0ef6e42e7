internal import LuaBridge
internal import TWSWire
internal import Trading

/// One execution as a script sees it: its fields are those of `Execution`, joined with the commission.
final class TradeFill: LuaObject {
    /// Names in the order in which they are shown.
    static let names = [
        "orderId", "execId", "time", "symbol", "side", "shares", "price", "exchange", "cumQty", "avgPrice", "permId",
        "commission", "commissionCurrency", "realizedPNL",
    ]

    private let orderId: Int
    private let index: Int
    private unowned let desk: OrderDesk

    init(orderId: Int, index: Int, desk: OrderDesk) {
        self.orderId = orderId
        self.index = index
        self.desk = desk
    }

    /// As the ledger has it now: a correction shows.
    private var fill: Fill? {
        guard let fills = desk.ledger[orderId]?.fills, fills.indices.contains(index) else { return nil }
        return fills[index]
    }

    func value(of name: String) -> LuaValue {
        guard let fill else { return .nil }
        let execution = fill.execution
        switch name {
        case "orderId": return .integer(orderId)
        case "execId": return .string(execution.execId)
        case "time": return LuaValue(execution.time)
        case "symbol": return LuaValue(fill.contract.symbol)
        case "side": return LuaValue(execution.side.text)
        case "shares": return execution.shares.map { LuaValue($0) } ?? .nil
        case "price": return .number(execution.price)
        case "exchange": return LuaValue(execution.exchange)
        case "cumQty": return execution.cumQty.map { LuaValue($0) } ?? .nil
        case "avgPrice": return .number(execution.avgPrice)
        case "permId": return .integer(execution.permId)
        case "commission": return LuaValue(fill.commission)
        case "commissionCurrency": return LuaValue(fill.commissionCurrency)
        case "realizedPNL": return LuaValue(fill.realizedPNL)
        default: return .nil
        }
    }

    /// One field as it is shown.
    func text(of name: String) -> String { RecordText.text(value(of: name)) ?? "?" }

    private var text: String {
        let parts = Self.names.compactMap { name in RecordText.text(value(of: name)).map { "\(name)=\($0)" } }
        return "<fill " + parts.joined(separator: ", ") + ">"
    }

    static func describe() -> LuaClass<TradeFill> {
        var description = LuaClass<TradeFill>(name: "fill")
        description.property = { fill, name in
            let plain = name.hasPrefix("m_") ? String(name.dropFirst(2)) : name
            guard names.contains(plain) else { throw Members.unknown(name, of: "fill", among: names) }
            return fill.value(of: plain)
        }
        description.entries = { fill in
            .table(names.map { ($0, fill.value(of: $0)) }.filter { $0.1 != .nil })
        }
        description.text = { $0.text }
        return description
    }
}
