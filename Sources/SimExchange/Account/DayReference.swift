internal import TWSWire

/// An account as it was at the beginning of the day, against which the day's profit counts.
struct DayReference: Sendable {
    /// Worth of the account in the base currency.
    let netLiquidation: Double
    /// Open and realised profit by conId, in the instrument's currency.
    var profits: [Int: Double] = [:]

    /// When the day of an instant ends: midnight in New York.
    static func end(ofDay instant: ExchangeInstant) -> ExchangeInstant {
        let zone = ExchangeZone.newYork
        return zone.instant(zone.local(instant).date.adding(days: 1), secondOfDay: 0)
    }
}

extension SimExchange {
    /// Takes the references of the days that begin before or at `instant`; nothing has happened since `now`.
    mutating func beginDays(until instant: ExchangeInstant) {
        while dayEnd <= instant {
            now = max(now, dayEnd)
            let references = accounts.all.map(dayReference)
            for (account, reference) in zip(accounts.codes, references) { accounts[account].day = reference }
            dayEnd = DayReference.end(ofDay: now)
        }
    }

    private func dayReference(_ account: SimulatedAccount) -> DayReference {
        var reference = DayReference(netLiquidation: figures(of: account).netLiquidation)
        for position in account.allPositions {
            reference.profits[position.instrument.conId] =
                position.realized + position.unrealized(at: mark(position.instrument))
        }
        return reference
    }
}
