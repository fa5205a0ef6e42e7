internal import TWSWire

/// A value of an account, as the account messages carry it.
struct AccountValue: Hashable, Sendable {
    let key: String
    let value: String
    let currency: String

    init(_ key: String, _ value: String, _ currency: String = "") {
        self.key = key
        self.value = value
        self.currency = currency
    }

    /// Makes an amount in the base currency.
    init(_ key: String, _ amount: Double) {
        self.init(key, Cents.text(amount), SimulatedAccount.baseCurrency)
    }
}

extension [AccountValue] {
    /// Returns the values under the names by which a subscription remembers what it has sent for an account.
    func sent(of account: String) -> [String: String] {
        Dictionary(map { (Self.name($0, account), $0.value) }) { _, last in last }
    }

    /// Returns the values that differ from what a subscription has sent for an account.
    func changes(of account: String, since sent: [String: String]) -> [AccountValue] {
        filter { sent[Self.name($0, account)] != $0.value }
    }

    private static func name(_ value: AccountValue, _ account: String) -> String {
        "\(account) \(value.key) \(value.currency)"
    }
}

extension AccountFigures {
    /// Returns what reqAccountUpdates sends, in TWS's order: by key.
    func values(account: String) -> [AccountValue] {
        texts(account: account) + totals + segments + ledger
    }

    /// Returns the values that are not amounts.
    private func texts(account: String) -> [AccountValue] {
        [
            AccountValue("AccountCode", account),
            AccountValue("AccountOrGroup", account, "BASE"),
            AccountValue("AccountReady", "true"),
            AccountValue("AccountType", "INDIVIDUAL"),
            AccountValue("Cushion", Cents.decimal(cushion, places: 6)),
            AccountValue("DayTradesRemaining", "-1"),
            AccountValue("DayTradesRemainingT+1", "-1"),
            AccountValue("DayTradesRemainingT+2", "-1"),
            AccountValue("DayTradesRemainingT+3", "-1"),
            AccountValue("DayTradesRemainingT+4", "-1"),
            AccountValue("HighestSeverity", "0"),
            AccountValue("Leverage-S", Cents.text(leverage)),
            AccountValue("LookAheadNextChange", "0"),
            AccountValue("SegmentTitle-C", "US Commodities"),
            AccountValue("SegmentTitle-S", "US Securities"),
            AccountValue("TradingType-S", "STKNOPT"),
            AccountValue("WhatIfPMEnabled", "true"),
        ]
    }

    /// The totals in the base currency, under their summary tags.
    var totals: [AccountValue] {
        [
            AccountValue("AccruedCash", 0),
            AccountValue("AvailableFunds", availableFunds),
            AccountValue("BuyingPower", buyingPower),
            AccountValue("EquityWithLoanValue", equityWithLoan),
            AccountValue("ExcessLiquidity", excessLiquidity),
            AccountValue("FullAvailableFunds", availableFunds),
            AccountValue("FullExcessLiquidity", excessLiquidity),
            AccountValue("FullInitMarginReq", initialMargin),
            AccountValue("FullMaintMarginReq", maintenanceMargin),
            AccountValue("GrossPositionValue", grossPositionValue),
            AccountValue("InitMarginReq", initialMargin),
            AccountValue("LookAheadAvailableFunds", availableFunds),
            AccountValue("LookAheadExcessLiquidity", excessLiquidity),
            AccountValue("LookAheadInitMarginReq", initialMargin),
            AccountValue("LookAheadMaintMarginReq", maintenanceMargin),
            AccountValue("MaintMarginReq", maintenanceMargin),
            AccountValue("NetLiquidation", netLiquidation),
            AccountValue("PreviousDayEquityWithLoanValue", equityWithLoan),
            AccountValue("RegTEquity", equityWithLoan),
            AccountValue("RegTMargin", initialMargin),
            AccountValue("SMA", availableFunds),
            AccountValue("SettledCash", cash),
            AccountValue("TotalCashValue", cash),
        ]
    }

    /// The totals again for the securities segment (-S); the commodities segment (-C) is empty.
    private var segments: [AccountValue] {
        let plain = ["BuyingPower", "RegTEquity", "RegTMargin", "SMA", "SettledCash"]
        return totals.filter { !plain.contains($0.key) }.flatMap { total in
            [
                AccountValue("\(total.key)-C", "0.00", total.currency),
                AccountValue("\(total.key)-S", total.value, total.currency),
            ]
        }
    }

    /// The ledgers of all currencies, preceded by the sum in the base currency under the name BASE.
    var ledger: [AccountValue] {
        var base = CurrencyFigures(currency: "BASE", rate: 1)
        base.cash = cash
        base.stockValue = stockValue
        base.optionValue = optionValue
        base.futuresProfit = futuresProfit
        base.unrealized = unrealized
        base.realized = realized
        return ([base] + currencies).flatMap(\.ledger)
    }
}

extension AccountFigures.CurrencyFigures {
    /// The ledger of this currency.
    var ledger: [AccountValue] {
        let amounts: [(String, Double)] = [
            ("AccruedCash", 0), ("AccruedDividend", 0), ("CashBalance", cash), ("CorporateBondValue", 0),
            ("FundValue", 0), ("FutureOptionValue", 0), ("FuturesPNL", futuresProfit), ("FxCashBalance", 0),
            ("IssuerOptionValue", 0), ("MoneyMarketFundValue", 0), ("MutualFundValue", 0), ("NetDividend", 0),
            ("NetLiquidationByCurrency", netLiquidation), ("OptionMarketValue", optionValue), ("RealizedPnL", realized),
            ("StockMarketValue", stockValue), ("TBillValue", 0), ("TBondValue", 0), ("TotalCashBalance", cash),
            ("UnrealizedPnL", unrealized), ("WarrantValue", 0),
        ]
        let texts = [
            AccountValue("Currency", currency, currency),
            AccountValue("ExchangeRate", Cents.decimal(rate, places: 7), currency),
            AccountValue("RealCurrency", currency == "BASE" ? SimulatedAccount.baseCurrency : currency, currency),
        ]
        return texts + amounts.map { AccountValue($0.0, Cents.text($0.1), currency) }
    }
}
