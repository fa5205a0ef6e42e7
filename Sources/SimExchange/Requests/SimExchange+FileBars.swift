internal import TWSWire

/// Bars of a file come when the file has them, not by the clock.
extension SimExchange {
    /// Sends the bars of a query that change now; `false` where the exchange makes bars itself.
    func fileBars(_ stream: BarStream) -> [PriceBar]? {
        market.source.barUpdates(stream.updates, now: now)
    }

    /// Sends them; tells whether there is anything else to do.
    mutating func sendFileBars(_ requestID: Int, _ terms: Subscription.Terms, to connection: ConnectionID) -> Bool {
        guard case .bars(let stream) = terms, let bars = fileBars(stream) else { return false }
        for bar in bars { reporter.sendUpdate(of: bar, stream, requestID, to: connection) }
        return true
    }

    /// When the next bar of a file begins; `nil` where bars come by the clock.
    func nextFileBar(_ kind: SubscriptionKind, _ terms: Subscription.Terms) -> ExchangeInstant? {
        guard kind == .historicalBars, case .bars(let stream) = terms,
            case .at(let next) = market.source.barClock(
                stream.instrument.conId,
                after: now,
                regularOnly: stream.useRTH
            )
        else { return nil }
        return next
    }

    /// Whether an instrument's bars come from a file.
    func hasBarClock(_ instrument: Instrument) -> Bool {
        market.source.barClock(instrument.conId, after: now, regularOnly: false) != .steady
    }
}

extension SimExchange {
    /// Decides which extreme of a file's bar comes first: `optimistic` the one that is kinder to the account and its
    /// orders, `conservative` the one that hurts.
    ///
    /// A fall hurts who holds the instrument or wants to buy it; the nearer extreme comes first where neither is so, and
    /// with `paper-ib` always.
    mutating func chooseBarPath(_ conID: Int) {
        guard configuration.fills != .paperIB, let watch = market.watch(conID), watch.quote.book.arrival != .quote
        else {
            return
        }
        let held = accounts.positions(in: conID).reduce(0) { $0 + $1.quantity.double }
        var side = held
        if side == 0 {
            for place in book.concerned(conID: conID) where book[place].isMatchable {
                side += book[place].isBuy ? 1 : -1
            }
        }
        guard side != 0 else { return }
        let isLowFirst = (side > 0) == (configuration.fills == .conservative)
        market.setPath(conID, isLowFirst: isLowFirst, at: now)
    }
}

extension BarStream {
    /// Its terms as a source of prices takes them.
    fileprivate var updates: BarUpdateRequest {
        BarUpdateRequest(conId: instrument.conId, size: size, whatToShow: whatToShow, regularOnly: useRTH)
    }
}
