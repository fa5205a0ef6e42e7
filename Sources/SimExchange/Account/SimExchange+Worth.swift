extension SimExchange {
    /// The value of all accounts at the current instant, in the base currency, to the cent.
    package struct Worth: Hashable, Sendable {
        /// The value of cash and positions at market.
        package let netLiquidation: Double
        /// The value of all positions, including futures; short positions count as positive.
        package let grossPositions: Double
    }

    /// The value of all accounts.
    package var worth: Worth {
        let gross = accounts.all.reduce(0) { sum, account in
            account.openPositions.reduce(sum) { sum, position in
                let instrument = position.instrument
                return sum + abs(position.marketValue(at: mark(instrument))) * market.rate(instrument.currency, at: now)
            }
        }
        return Worth(netLiquidation: netLiquidation, grossPositions: Cents.rounded(gross))
    }
}
