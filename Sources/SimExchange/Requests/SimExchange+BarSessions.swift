extension SimExchange {
    /// Returns the session of a bar that ends now; `nil` if the market is closed, or the contract has expired.
    ///
    /// Without real sessions, there is a single one without beginning and end.
    func session(of stream: BarStream) -> Range<ExchangeInstant>? {
        let last = now.adding(nanoseconds: -1)
        guard !stream.instrument.isExpired(at: last) else { return nil }
        guard configuration.sessions == .real else {
            return ExchangeInstant(nanoseconds: .min)..<ExchangeInstant(nanoseconds: .max)
        }
        return stream.instrument.calendar.session(at: last, stream.hours)
    }

    /// Returns when the timer of a subscription fires next; for bars, not before the market opens again.
    func nextStrike(_ kind: SubscriptionKind, _ terms: Subscription.Terms) -> ExchangeInstant {
        if let strike = nextFileBar(kind, terms) { return strike }
        let strike = nextStrike(kind)
        guard case .bars(let stream) = terms, configuration.sessions == .real,
            stream.instrument.calendar.session(at: strike.adding(nanoseconds: -1), stream.hours) == nil
        else { return strike }
        let open = stream.instrument.calendar.nextSession(after: strike.adding(nanoseconds: -1), stream.hours)
            .lowerBound
        return ExchangeInstant(seconds: (open.seconds / 5 + 1) * 5)
    }
}

extension BarStream {
    /// The hours that it covers.
    fileprivate var hours: TradingHours { useRTH ? .regular : .extended }
}
