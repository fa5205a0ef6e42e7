internal import Notation
internal import TWSWire

/// Splits and dividends of stocks; the owner decides when they take effect.
extension SimExchange {
    /// Turns each share that an account holds into `ratio` shares: cost and working orders follow.
    ///
    /// The unfilled part of an order is multiplied; its prices are divided and rounded to legal prices.
    package mutating func split(_ conID: Int, by ratio: Double) {
        guard let instrument = market.catalogue.instrument(conId: conID), ratio > 0 else { return }
        accounts.split(conID, by: ratio)
        for place in book.allWorking where book[place].instrument.conId == conID && book[place].legs.isEmpty {
            let order = book[place]
            var terms = order.terms
            terms.totalQuantity = ExactDecimal(
                (order.filled.double + order.remaining.double * ratio).rounded(places: 4)
            )
            func divided(_ price: Double?) -> Double? {
                price.map { $0 == 0 ? 0 : instrument.marketRule.roundedDown(($0 / ratio).rounded(places: 8)) }
            }
            terms.lmtPrice = divided(terms.lmtPrice)
            terms.auxPrice = divided(terms.auxPrice)
            terms.trailStopPrice = divided(terms.trailStopPrice)
            replaceTerms(place, with: terms)
            reportOrder(place)
        }
        for account in accounts.positions(in: conID) { accountChanged(account.account, instrument) }
    }

    /// Pays an amount for each share that an account holds; a short position pays it.
    package mutating func dividend(_ conID: Int, _ amount: Double) {
        guard let instrument = market.catalogue.instrument(conId: conID) else { return }
        for (account, quantity) in accounts.positions(in: conID) {
            accounts.credit(quantity.double * amount, instrument.currency, to: account)
            accountChanged(account, instrument)
        }
    }
}
