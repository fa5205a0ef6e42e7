internal import TWSWire

extension SimExchange {
    /// Fills an order at the current quote as far as it can.
    mutating func match(_ place: Int) {
        guard !reporter.halted.contains(book[place].instrument.conId) else { return }
        for action in matching.match(place, in: &book, market, at: now) { perform(action) }
    }

    /// Carries out what matching has decided.
    mutating func perform(_ action: MatchAction) {
        switch action {
        case .elect(let place): events.add(.election(place), at: latencies.response(from: now))
        case .fill(let decision): events.add(.fill(decision), at: latencies.response(from: now))
        case .withdraw(let place): events.add(.cancelled(place), at: latencies.response(from: now))
        case .cancel(let place): cancelAtOnce(place)
        case .expire(let place) where book[place].holds.contains(.exercise): exerciseTimeCame(place)
        case .expire(let place): cancelAtOnce(place)
        case .awaitOpening(let place, let opening): events.add(.sessionOpen(place), at: opening)
        }
    }

    /// Applies every due quote and trade, notifies the listeners, and fills the orders that it touches.
    mutating func changeMarkets() {
        while let conID = market.nextDue(at: now) {
            guard !market.resting.contains(conID) else {
                endRest(conID)
                continue
            }
            chooseBarPath(conID)
            guard let change = market.change(conID, wantsNight: book.wantsNight(conID), at: now) else { continue }
            if change.quote != nil { matching.quoteChanged(conID) }
            tell(change)
            if let state = market.state(conID) {
                for place in book.concerned(conID: conID, by: state, at: now) {
                    checkConditions(place)
                    match(place)
                }
            }
            finish(change)
        }
    }

    private mutating func tell(_ change: Market.Change) {
        let listeners = directory.listeners(of: change.instrument.conId)
        if let (trade, before, after) = change.trade {
            for listener in listeners { reporter.sendTrade(trade, before, after, to: listener) }
            tellFigures(of: change.instrument, [.last: trade.price], to: listeners)
        }
        if let (before, after) = change.quote {
            for listener in listeners { reporter.sendBook(before, after, change.instrument, to: listener) }
            tellFigures(of: change.instrument, before.book.changes(to: after.book), to: listeners)
            tellCombinations(with: change.instrument.conId)
        }
    }

    /// Handles the news that a trigger was met: the order works now.
    mutating func electionReported(_ place: Int) {
        guard book[place].isOpen, book[place].status == .preSubmitted else { return }
        book[place].status = .submitted
        reportOrder(place)
    }
}

extension SimExchange {
    /// Starts to follow an instrument, unless it is already followed or has expired.
    mutating func watch(_ instrument: Instrument) {
        market.follow(instrument, wantsNight: book.wantsNight(instrument.conId), at: now)
    }

    /// Starts to follow every instrument that an order needs.
    mutating func watchAll(of place: Int) {
        if book[place].legs.isEmpty { watch(book[place].instrument) }
        for conID in book[place].followed {
            if let instrument = market.catalogue.instrument(conId: conID) { watch(instrument) }
        }
    }

    /// Stops following an instrument that has neither listeners nor working orders.
    mutating func releaseWatch(_ conID: Int) {
        guard !directory.hasListeners(of: conID), !book.hasWork(conID: conID) else { return }
        unfollow(conID)
    }

    /// Stops following an instrument.
    mutating func unfollow(_ conID: Int) {
        market.unfollow(conID)
        matching.quoteChanged(conID)
    }
}
