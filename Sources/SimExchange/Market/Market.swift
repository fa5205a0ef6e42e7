internal import TWSWire

/// The market of an exchange: what its instruments quote, which of them are followed, and when they change and expire.
///
/// Prices come from a `MarketSource`. A followed instrument has a `QuoteWatch`, the quote as clients know it; at the
/// time of its next change, `change(_:wantsNight:at:)` moves the watch on and returns what has changed. With real
/// sessions, nothing changes while an instrument's calendar is closed.
package struct Market: Sendable {
    /// The source of the prices.
    package private(set) var source: any MarketSource
    let sessions: SimConfiguration.Sessions
    private var watches: [Int: QuoteWatch] = [:]
    private var times = MarketTimes()
    private var expiries = ExpiryTimes()
    /// The followed instruments that are at rest.
    private(set) var resting: Set<Int> = []
    private let currencyPairs: [CurrencyPair]
    private var generations = 0
    /// When the source next lists other contracts.
    private(set) var nextListing: ExchangeInstant
    /// The contract of the latest order.
    var resolved: Resolved?
    /// The session in which the latest instrument to be followed was then open.
    private(set) var openSession: OpenSession?

    init(_ source: any MarketSource, _ sessions: SimConfiguration.Sessions) {
        self.source = source
        self.sessions = sessions
        currencyPairs = CurrencyPair.all(in: source.catalogue)
        nextListing = source.catalogue.nextChange
    }

    /// The known contracts.
    package var catalogue: InstrumentCatalogue { source.catalogue }

    /// When an instrument next changes or expires; it may be one that nobody is interested in any longer.
    var nextTime: ExchangeInstant? { ExchangeInstant.earlier(times.next, expiries.next) }

    /// When the next contract expires that somebody is or was interested in.
    var nextExpiry: ExchangeInstant? { expiries.next }

    /// The followed instruments, in no particular order.
    var followed: some Collection<Int> { watches.keys }

    /// Returns the watch of a followed instrument; `nil` for others.
    func watch(_ conID: Int) -> QuoteWatch? { watches[conID] }

    // MARK: Following

    /// Starts to follow an instrument, unless it is already followed or has expired; `wantsNight` as for `change`.
    mutating func follow(_ instrument: Instrument, wantsNight: Bool, at now: ExchangeInstant) {
        guard !instrument.isExpired(at: now), watches[instrument.conId] == nil else { return }
        noteSession(of: instrument.calendar, at: now)
        let time = quoteTime(instrument, at: now)
        source.prepare(instrument.conId, at: time)
        guard
            let quote = source.quote(instrument.conId, at: time),
            let change = nextChange(instrument, wantsNight, after: now)
        else { return }
        generations += 1
        expiries.add(instrument)
        let watch = QuoteWatch(
            instrument,
            generation: generations,
            quote: LiveQuote(quote, dayEnd: dayEnd(instrument, at: now)),
            nextChange: change,
            nextTrade: nextTrade(instrument, wantsNight, after: now)
        )
        watches[instrument.conId] = watch
        times.add(watch.nextTime, instrument.conId, generation: watch.generation)
    }

    /// Recomputes the next change of a followed instrument after the wanted hours have changed.
    mutating func refollow(_ conID: Int, wantsNight: Bool, at now: ExchangeInstant) {
        guard var watch = watches[conID], let change = nextChange(watch.instrument, wantsNight, after: now) else {
            return
        }
        generations += 1
        watch.generation = generations
        watch.nextChange = change
        watch.nextTrade = nextTrade(watch.instrument, wantsNight, after: now)
        watches[conID] = watch
        times.add(watch.nextTime, conID, generation: watch.generation)
    }

    /// Stops following an instrument.
    mutating func unfollow(_ conID: Int) {
        watches[conID] = nil
        resting.remove(conID)
        source.release(conID)
    }

    /// Moves a followed instrument to an instant up to which nobody needs its quotes.
    mutating func leap(_ conID: Int, wantsNight: Bool, to now: ExchangeInstant) {
        guard let watch = watches.removeValue(forKey: conID) else { return }
        resting.remove(conID)
        follow(watch.instrument, wantsNight: wantsNight, at: now)
        if watches[conID] == nil { watches[conID] = watch }
    }

    // MARK: Resting

    /// Notes a change of an instrument; returns for how many seconds it may rest if nobody needs its quotes, `nil` if
    /// that is not worth looking for.
    mutating func restSpan(_ conID: Int, concernsNobody: Bool) -> Int64? {
        guard watches[conID]?.rest.noteChange(concernsNobody: concernsNobody) == true else { return nil }
        return watches[conID]?.rest.span
    }

    /// Lets an instrument rest until an instant up to which nobody needs its quotes, or not at all for `nil`.
    mutating func rest(_ conID: Int, until end: ExchangeInstant?) {
        guard let end else { return watches[conID]?.rest.shorten() ?? () }
        generations += 1
        watches[conID]?.generation = generations
        watches[conID]?.rest.until = end
        resting.insert(conID)
        times.add(end, conID, generation: generations)
    }

    /// Brings a resting instrument to an instant; returns whether its quote has changed meanwhile.
    mutating func rouse(_ conID: Int, wantsNight: Bool, at now: ExchangeInstant) -> Bool {
        guard let watch = watches[conID], let end = watch.rest.until else { return false }
        resting.remove(conID)
        leap(conID, wantsNight: wantsNight, to: now)
        watches[conID]?.rest = watch.rest
        watches[conID]?.rest.until = nil
        if now >= end { watches[conID]?.rest.lengthen() }
        return watch.nextChange <= now
    }

    // MARK: Changes

    /// What has changed for an instrument, in this order.
    struct Change: Sendable {
        let instrument: Instrument
        /// The watch that changed; another one may replace it while the change is reported.
        let generation: Int
        var trade: (trade: MarketTrade, before: LiveQuote, after: LiveQuote)?
        var quote: (before: LiveQuote, after: LiveQuote)?
    }

    /// Returns the next followed instrument whose change is due; call it until it returns `nil`.
    mutating func nextDue(at now: ExchangeInstant) -> Int? {
        while let (conID, generation) = times.take(dueAt: now) {
            if watches[conID]?.generation == generation { return conID }
        }
        return nil
    }

    /// Applies the due trade and quote of an instrument.
    ///
    /// - Parameter wantsNight: Whether somebody wants its night quotes, too.
    mutating func change(_ conID: Int, wantsNight: Bool, at now: ExchangeInstant) -> Change? {
        guard let watch = watches[conID] else { return nil }
        var change = Change(instrument: watch.instrument, generation: watch.generation)
        change.trade = takeTrade(conID, wantsNight, now)
        change.quote = takeQuote(conID, wantsNight, now)
        return change
    }

    /// Completes a reported change: the instrument changes again at its time.
    mutating func finish(_ change: Change) {
        let conID = change.instrument.conId
        guard let watch = watches[conID], watch.generation == change.generation else { return }
        times.add(watch.nextTime, conID, generation: change.generation)
    }

    private mutating func takeQuote(
        _ conID: Int,
        _ wantsNight: Bool,
        _ now: ExchangeInstant
    ) -> (before: LiveQuote, after: LiveQuote)? {
        guard let watch = watches[conID], watch.nextChange <= now, let book = source.book(conID, at: now) else {
            return nil
        }
        let before = watch.quote
        var after = before
        after.book = book
        watches[conID]?.quote = after
        if let next = nextChange(watch.instrument, wantsNight, after: now) { watches[conID]?.nextChange = next }
        return (before, after)
    }

    private mutating func takeTrade(
        _ conID: Int,
        _ wantsNight: Bool,
        _ now: ExchangeInstant
    ) -> (trade: MarketTrade, before: LiveQuote, after: LiveQuote)? {
        guard let watch = watches[conID], let trade = watch.nextTrade, trade.time <= now else { return nil }
        let before = watch.quote
        var after = before
        if trade.time >= before.dayEnd, let quote = source.quote(conID, at: now) {
            after = LiveQuote(quote, dayEnd: dayEnd(watch.instrument, at: now))
        } else {
            after.apply(trade)
        }
        let next = nextTrade(watch.instrument, wantsNight, after: trade.time)
        watches[conID]?.quote = after
        watches[conID]?.nextTrade = next
        return (trade, before, after)
    }

    /// Sets which extreme of an instrument's current bar comes first.
    mutating func setPath(_ conID: Int, isLowFirst: Bool, at now: ExchangeInstant) {
        source.setPath(conID, isLowFirst: isLowFirst, at: now)
        // The due trade was looked up before the path was decided.
        guard let due = watches[conID]?.nextTrade?.time, due <= now else { return }
        watches[conID]?.nextTrade = source.nextTrade(conID, after: due.adding(nanoseconds: -1))
    }

    // MARK: Expiry

    /// Remembers when an instrument expires, unless it never does.
    mutating func mindExpiry(of instrument: Instrument) { expiries.add(instrument) }

    /// Takes the contracts that have expired at an instant, by ascending conId.
    mutating func takeExpired(at now: ExchangeInstant) -> [Int] { expiries.take(dueAt: now) }

    /// Lists the contracts that trade now, if others have expired or a day has begun since the last call.
    mutating func listContracts(at now: ExchangeInstant) {
        guard nextListing <= now else { return }
        source.move(to: now)
        nextListing = source.catalogue.nextChange
    }

    private func dayEnd(_ instrument: Instrument, at now: ExchangeInstant) -> ExchangeInstant {
        if let openSession, openSession.contains(now, instrument.calendar) { return openSession.nextOpen }
        return instrument.calendar.nextOpen(after: now, regularOnly: false)
    }

    /// Remembers the session of a calendar that contains an instant, as long as that is not known.
    private mutating func noteSession(of calendar: TradingCalendar, at now: ExchangeInstant) {
        if let openSession, openSession.contains(now, calendar) { return }
        guard let session = calendar.session(at: now, .extended) else { return }
        let next = calendar.nextOpen(after: now, regularOnly: false)
        // Until then there must be no other opening.
        guard next >= session.upperBound else { return }
        openSession = OpenSession(calendar: calendar, hours: session, nextOpen: next)
    }
}

extension Market {
    /// Returns the market price of an instrument: the midpoint of bid and ask.
    func mark(_ instrument: Instrument, at now: ExchangeInstant) -> Double {
        source.book(instrument.conId, at: quoteTime(instrument, at: now))?.midpoint ?? 0
    }

    /// Returns the market price of an option's underlying; `nil` for other instruments.
    func underlyingMark(_ option: Instrument, at now: ExchangeInstant) -> Double? {
        guard option.isOption, let underlying = catalogue.instrument(conId: option.underConId) else { return nil }
        return mark(underlying, at: now)
    }

    /// Returns the price of the last trade up to an instant, or the nearest legal price below the midpoint of the
    /// quote; `nil` for an unknown instrument.
    func last(of instrument: Instrument, at time: ExchangeInstant) -> Double? {
        source.quote(instrument.conId, at: time).map { quote in
            quote.last ?? instrument.marketRule.roundedDown(quote.book.midpoint)
        }
    }

    /// Returns the value of one unit of a currency in the base currency.
    ///
    /// Uses the midpoint of the pair, in whichever direction it is quoted; 0 for a currency without one.
    func rate(_ currency: String, at now: ExchangeInstant) -> Double {
        let base = SimulatedAccount.baseCurrency
        guard currency != base else { return 1 }
        func price(_ first: String, _ second: String) -> Double? {
            guard let pair = currencyPairs.first(where: { $0.first == first && $0.second == second }) else {
                return nil
            }
            return source.book(pair.conID, at: quoteTime(.currencies, at: now))?.midpoint ?? 0
        }
        if let price = price(currency, base) { return price }
        guard let price = price(base, currency), price > 0 else { return 0 }
        return 1 / price
    }
}

/// A currency pair of the market, for conversions.
private struct CurrencyPair: Sendable {
    let conID: Int
    /// The currency whose price the pair quotes.
    let first: String
    /// The currency of the price.
    let second: String

    /// Returns the pairs of a market.
    static func all(in catalogue: InstrumentCatalogue) -> [CurrencyPair] {
        catalogue.builtIn.filter { $0.secType == .forex }.map { pair in
            CurrencyPair(conID: pair.conId, first: pair.symbol, second: pair.currency)
        }
    }
}
