internal import MarketFiles
internal import Notation
internal import TWSWire

extension Instrument {
    /// Returns the instrument of a file: a US stock, unless a description says otherwise.
    static func described(_ file: BarSeries, _ conID: Int, _ description: InstrumentDescription?) -> Instrument {
        let known = StockTable.rows.first { $0.conId == conID }
        let row = StockTable.Row(
            conId: conID,
            symbol: file.symbol,
            isin: known?.isin ?? "",
            longName: description?.name ?? known?.longName ?? file.symbol,
            primaryExchange: description?.primaryExchange ?? known?.primaryExchange ?? "NASDAQ",
            openPrice: file.open.first ?? 1,
            dailyVolatility: 0.01,
            thousandShares: 1_000,
            sector: known?.sector ?? .software
        )
        let stock = Instrument(stock: row)
        guard let description else { return stock }
        var instrument = Instrument(
            Instrument.Facts(
                conId: conID,
                symbol: file.symbol,
                secType: SecurityType(description.secType),
                exchange: description.exchange,
                currency: description.currency,
                localSymbol: file.symbol,
                tradingClass: file.symbol,
                marketName: file.symbol,
                marketRule: MarketRule(increment: description.minTick),
                validExchanges: Array(Set([description.exchange, "SMART"])).sorted(),
                longName: row.longName,
                calendar: TradingCalendar(description.hours),
                model: stock.model
            )
        )
        instrument.facts.multiplier = description.multiplier == 1 ? "" : NumberSpelling.plain(description.multiplier)
        instrument.facts.primaryExchange = description.secType == "STK" ? row.primaryExchange : ""
        instrument.facts.lastTradeDateOrContractMonth = description.expiry
        instrument.facts.contractMonth = String(description.expiry.prefix(6))
        instrument.facts.orderTypes = stock.orderTypes
        (instrument.facts.minSize, instrument.facts.sizeIncrement) = (description.minSize, description.minSize)
        return instrument
    }
}

extension TradingCalendar {
    /// Makes the calendar that a description names.
    init(_ hours: InstrumentDescription.Hours) {
        self =
            switch hours {
            case .usStocks: .usStocks
            case .hongKongStocks: .hongKongStocks
            case .chicagoFutures: .chicagoFutures
            case .currencies: .currencies
            }
    }
}

extension MarketRule {
    /// Makes a rule with one increment for all prices; its ID is the simulator's own.
    init(increment: Double) {
        var decimals = 0
        while decimals < 8, abs(increment.rounded(places: decimals) - increment) > 1e-12 { decimals += 1 }
        let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
        let units = max(1, Int64((increment * scale).rounded()))
        self.init(id: 100_000 + decimals * 10_000 + Int(units % 10_000), decimals: decimals, tiers: [(0, units)])
    }
}

/// Numbers without a superfluous `.0`.
private enum NumberSpelling {
    static func plain(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? "\(Int64(value))" : "\(value)"
    }
}
