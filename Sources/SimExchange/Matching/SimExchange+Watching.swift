internal import TWSWire

extension SimExchange {
    /// Begins to follow an instrument, unless it is followed or has expired.
    mutating func watch(_ instrument: Instrument) {
        guard !instrument.isExpired(at: now), watches[instrument.conId] == nil,
            let quote = market.quote(instrument.conId, at: quoteTime(instrument)),
            let change = nextChange(instrument, after: now)
        else { return }
        generations += 1
        expiries.add(instrument)
        let watch = QuoteWatch(
            instrument,
            generation: generations,
            quote: LiveQuote(quote, dayEnd: dayEnd(instrument)),
            nextChange: change,
            nextTrade: nextTrade(instrument, after: now)
        )
        watches[instrument.conId] = watch
        marketTimes.add(watch.nextTime, instrument.conId, generation: watch.generation)
    }

    /// Begins to follow every instrument that an order needs.
    mutating func watchAll(of place: Int) {
        if book[place].legs.isEmpty { watch(book[place].instrument) }
        for conID in book[place].followed {
            if let instrument = market.catalogue.instrument(conId: conID) { watch(instrument) }
        }
    }

    /// Looks anew when a followed instrument changes next.
    mutating func rewatch(_ conID: Int) {
        guard var watch = watches[conID], let change = nextChange(watch.instrument, after: now) else { return }
        generations += 1
        watch.generation = generations
        watch.nextChange = change
        watch.nextTrade = nextTrade(watch.instrument, after: now)
        watches[conID] = watch
        marketTimes.add(watch.nextTime, conID, generation: watch.generation)
    }

    /// Ends to follow an instrument in which there are neither listeners nor working orders.
    mutating func releaseWatch(_ conID: Int) {
        guard let watch = watches[conID], watch.listeners.isEmpty, !book.hasWork(conID: conID) else { return }
        watches[conID] = nil
    }

    /// Brings in every quote and trade that is due, tells the listeners, and lets orders fill.
    mutating func changeMarkets() {
        while let (conID, generation) = marketTimes.take(dueAt: now) {
            guard watches[conID]?.generation == generation else { continue }
            tradeMarket(conID)
            changeQuote(conID)
            for place in book.concerned(conID: conID) {
                checkConditions(place)
                match(place)
            }
            guard let watch = watches[conID], watch.generation == generation else { continue }
            marketTimes.add(watch.nextTime, conID, generation: generation)
        }
    }

    private mutating func changeQuote(_ conID: Int) {
        guard let watch = watches[conID], watch.nextChange <= now, let book = market.book(conID, at: now) else {
            return
        }
        let before = watch.quote
        var after = before
        after.book = book
        watches[conID]?.quote = after
        watches[conID]?.taken = TakenLiquidity()
        if let next = nextChange(watch.instrument, after: now) { watches[conID]?.nextChange = next }
        for listener in watch.listeners { sendBook(before, after, watch.instrument, to: listener) }
    }

    private mutating func tradeMarket(_ conID: Int) {
        guard let watch = watches[conID], let trade = watch.nextTrade, trade.time <= now else { return }
        let before = watch.quote
        var after = before
        if trade.time >= before.dayEnd, let quote = market.quote(conID, at: now) {
            after = LiveQuote(quote, dayEnd: dayEnd(watch.instrument))
        } else {
            after.apply(trade)
        }
        let next = nextTrade(watch.instrument, after: trade.time)
        watches[conID]?.quote = after
        watches[conID]?.nextTrade = next
        for listener in watch.listeners { sendTrade(trade, before, after, to: listener) }
    }

    private func dayEnd(_ instrument: Instrument) -> ExchangeInstant {
        instrument.calendar.nextOpen(after: now, regularOnly: false)
    }
}
