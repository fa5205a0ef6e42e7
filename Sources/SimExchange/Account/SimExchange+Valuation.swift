internal import TWSWire

extension SimExchange {
    /// Sets the references for the days that begin before or at `instant`; nothing has happened since `now`.
    mutating func beginDays(until instant: ExchangeInstant) {
        while accounts.dayEnd <= instant {
            now = max(now, accounts.dayEnd)
            accounts.beginDay(market, at: now)
        }
    }

    /// Returns what an account is worth now.
    func figures(of account: SimulatedAccount) -> AccountFigures { accounts.figures(of: account, market, at: now) }

    /// Returns the current market price of an instrument.
    func mark(_ instrument: Instrument) -> Double { market.mark(instrument, at: now) }
}
