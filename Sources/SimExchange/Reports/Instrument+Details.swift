internal import TWSWire

extension Instrument {
    /// Returns the details as the message contractDetails carries them at an instant.
    func details(at instant: ExchangeInstant) -> ContractDetails {
        var details = ContractDetails()
        details.contract = contract
        details.contract.primaryExchange = primaryExchange
        details.marketName = marketName
        details.minTick = minTick
        details.orderTypes = orderTypes
        details.validExchanges = validExchangesText
        details.priceMagnifier = 1
        details.underConId = underConId
        details.longName = longName
        details.contractMonth = contractMonth
        details.industry = industry
        details.category = category
        details.subcategory = subcategory
        details.timeZoneId = timeZoneId
        details.tradingHours = tradingHours(at: instant)
        details.liquidHours = liquidHours(at: instant)
        if !isin.isEmpty {
            var id = TagValue()
            id.tag = "ISIN"
            id.value = isin
            details.secIdList = [id]
        }
        details.aggGroup = aggGroup
        details.underSymbol = underSymbol
        details.underSecType = underSecType
        details.marketRuleIds = marketRuleIds
        details.realExpirationDate = realExpirationDate
        details.stockType = stockType
        details.mdSizeMultiplier = 1
        details.minSize = ExactDecimal(minSize)
        details.sizeIncrement = ExactDecimal(sizeIncrement)
        details.suggestedSizeIncrement = ExactDecimal(suggestedSizeIncrement)
        return details
    }
}
