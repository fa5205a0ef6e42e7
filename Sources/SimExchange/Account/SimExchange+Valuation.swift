internal import TWSWire

extension SimExchange {
    /// Takes the references of the days that begin before or at `instant`; nothing has happened since `now`.
    mutating func beginDays(until instant: ExchangeInstant) {
        while accounts.dayEnd <= instant {
            now = max(now, accounts.dayEnd)
            accounts.beginDay(market, at: now)
        }
    }

    /// What an account is worth now.
    func figures(of account: SimulatedAccount) -> AccountFigures { accounts.figures(of: account, market, at: now) }

    /// The market price of an instrument now.
    func mark(_ instrument: Instrument) -> Double { market.mark(instrument, at: now) }
}
