internal import TWSWire

/// The account as it was at the beginning of the day, against which the day's profit counts.
struct DayReference: Sendable {
    /// Worth of the account in the base currency.
    let netLiquidation: Double
    /// Open and realised profit by conId, in the instrument's currency.
    let profits: [Int: Double]
    /// When the next day begins: midnight in New York.
    let end: ExchangeInstant

    /// The reference of an account that has cash and nothing else.
    init(startingCash: Double, at instant: ExchangeInstant) {
        netLiquidation = startingCash
        profits = [:]
        end = Self.midnight(after: instant)
    }

    fileprivate init(netLiquidation: Double, profits: [Int: Double], at instant: ExchangeInstant) {
        self.init(netLiquidation: netLiquidation, profits: profits, end: Self.midnight(after: instant))
    }

    init(netLiquidation: Double, profits: [Int: Double], end: ExchangeInstant) {
        self.netLiquidation = netLiquidation
        self.profits = profits
        self.end = end
    }

    private static func midnight(after instant: ExchangeInstant) -> ExchangeInstant {
        let zone = ExchangeZone.newYork
        return zone.instant(zone.local(instant).date.adding(days: 1), secondOfDay: 0)
    }
}

extension SimExchange {
    /// Takes the references of the days that begin before or at `instant`; nothing has happened since `now`.
    mutating func beginDays(until instant: ExchangeInstant) {
        while day.end <= instant {
            now = max(now, day.end)
            var profits: [Int: Double] = [:]
            for position in account.allPositions {
                profits[position.instrument.conId] =
                    position.realized + position.unrealized(at: mark(position.instrument))
            }
            day = DayReference(netLiquidation: figures.netLiquidation, profits: profits, at: now)
        }
    }
}
