internal import TWSWire

extension Instrument {
    /// Makes a bond: traded by the piece, at prices in percent of the face value.
    init(bond row: BondTable.Row) {
        let model = QuoteModel(
            pathId: row.conId,
            activity: .newYork,
            pathOpenPrice: row.openPrice,
            openPrice: row.openPrice,
            dailyVolatility: row.dailyVolatility,
            extraSpreadTicks: 50,
            lot: 10,
            quotedLots: 25,
            averageDailyVolume: 2000,
            tradePeriod: 120,
            quietTradePeriod: 3600
        )
        self.init(
            Instrument.Facts(
                conId: row.conId,
                symbol: row.symbol,
                secType: .bond,
                exchange: "SMART",
                currency: "USD",
                localSymbol: row.description,
                tradingClass: row.symbol,
                marketName: row.symbol,
                marketRule: .bonds,
                orderTypes: OrderTypeList.bonds,
                validExchanges: ["SMART"],
                longName: row.longName,
                calendar: .usBonds,
                model: model
            )
        )
        facts.multiplier = String(BondTable.faceValue / 100)
        facts.isin = row.isin
    }

    /// Returns the details as the message bondContractDetails carries them at an instant.
    func bondDetails(_ bond: BondTable.Row, at instant: ExchangeInstant) -> ContractDetails {
        var details = details(at: instant)
        details.contract.primaryExchange = ""
        details.cusip = cusip
        details.coupon = bond.coupon
        details.couponType = "FIXED"
        details.bondType = bond.issuer.rawValue
        details.issueDate = bond.issueDate
        details.maturity = bond.maturity
        details.descAppend = bond.description
        details.callable = bond.isCallable
        return details
    }
}
