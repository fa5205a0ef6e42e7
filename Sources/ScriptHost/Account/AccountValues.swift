internal import LuaBridge

/// The result of `account()`: the values of one account by tag, kept up to date.
final class AccountValues: LuaObject {
    let account: String
    /// By tag; if a tag has values by currency, the one in the base currency.
    private var values: [String: LuaValue] = [:]
    /// By tag and currency.
    private var byCurrency: [String: [String: LuaValue]] = [:]
    private var currency = ""

    /// The largest number of tags kept, whatever TWS sends.
    private static let most = 1_000

    init(account: String) { self.account = account }

    /// Records a value; numeric text becomes a number.
    func set(_ tag: String, _ text: String, _ currency: String) {
        let value = Int(text).map(LuaValue.integer) ?? Double(text).flatMap(Self.number) ?? LuaValue(text)
        if tag == "NetLiquidation", currency != "BASE" { self.currency = currency }
        if values[tag] == nil, values.count >= Self.most { return }
        if currency.isEmpty {
            values[tag] = value
        } else {
            byCurrency[tag, default: [:]][currency] = value
            if currency == "BASE" || currency == self.currency || values[tag] == nil { values[tag] = value }
        }
    }

    private static func number(_ value: Double) -> LuaValue? {
        value.isFinite && abs(value) < 1e300 ? .number(value) : .nil
    }

    /// Tags that are fields; source: protocol, "Account summary tags".
    static let tags = [
        "AccountType", "NetLiquidation", "TotalCashValue", "SettledCash", "AccruedCash", "BuyingPower",
        "EquityWithLoanValue", "PreviousDayEquityWithLoanValue", "GrossPositionValue", "RegTEquity", "RegTMargin",
        "SMA",
        "InitMarginReq", "MaintMarginReq", "AvailableFunds", "ExcessLiquidity", "FullInitMarginReq",
        "FullMaintMarginReq", "FullAvailableFunds", "FullExcessLiquidity", "LookAheadInitMarginReq",
        "LookAheadMaintMarginReq", "LookAheadAvailableFunds", "LookAheadExcessLiquidity", "Cushion",
        "DayTradesRemaining", "Leverage", "CashBalance", "StockMarketValue", "OptionMarketValue", "FutureOptionValue",
        "UnrealizedPnL", "RealizedPnL", "ExchangeRate",
    ]

    static func describe() -> LuaClass<AccountValues> {
        var description: LuaClass<AccountValues> = Members.of("account")
        description.field("account") { LuaValue($0.account) }
        description.field("currency") { LuaValue($0.currency) }
        for tag in tags { description.field(tag) { $0.values[tag] ?? $0.values[tag + "-S"] } }
        let values = description.values
        description.field("cash") { account in
            let cash = account.byCurrency["CashBalance"] ?? account.byCurrency["TotalCashBalance"] ?? [:]
            return .table(cash.filter { $0.key != "BASE" }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
        }
        description.method("value") { account, frame in
            guard let tag = frame.string(1) else {
                throw LuaRaise(
                    message: "account:value: expected the name of a value, got \(try frame.value(1).kind)",
                    remedy: "account():value(\"CashBalance\", \"USD\")"
                )
            }
            guard let currency = frame.string(2) else { return .value(account.values[tag] ?? .nil) }
            return .value(account.byCurrency[tag]?[currency] ?? .nil)
        }
        description.entries = { .table(try values($0)) }
        description.text = { Members.text("account", try values($0)) }
        return description
    }
}
