internal import TWSWire

/// Bars of a file are sent when the file has them, not on a timer.
extension SimExchange {
    /// Returns the bars of a query that change now; `nil` if the exchange makes bars itself.
    func fileBars(_ stream: BarStream) -> [PriceBar]? {
        market.source.barUpdates(stream.updates, now: now)
    }

    /// Sends the bars; returns whether they come from a file.
    mutating func sendFileBars(_ requestID: Int, _ terms: Subscription.Terms, to connection: ConnectionID) -> Bool {
        guard case .bars(let stream) = terms, let bars = fileBars(stream) else { return false }
        for bar in bars { reporter.sendUpdate(of: bar, stream, requestID, to: connection) }
        return true
    }

    /// Returns when the next bar of a file begins; `nil` if bars are sent on a timer.
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
    /// Decides which extreme of a file's bar comes first: with `optimistic`, the one that favors the account and its
    /// orders; with `conservative`, the one that hurts.
    ///
    /// A fall hurts whoever holds the instrument or wants to buy it; if neither applies, and always with `paper-ib`,
    /// the nearer extreme comes first.
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
    /// The terms as a source of prices needs them.
    fileprivate var updates: BarUpdateRequest {
        BarUpdateRequest(conId: instrument.conId, size: size, whatToShow: whatToShow, regularOnly: useRTH)
    }
}
