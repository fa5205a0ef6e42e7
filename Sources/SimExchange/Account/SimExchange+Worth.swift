extension SimExchange {
    /// What all accounts are worth at the present instant, in the base currency, to the cent.
    package struct Worth: Hashable, Sendable {
        /// Cash and positions at market.
        package let netLiquidation: Double
        /// The value of all positions, short ones counted as positive; of futures too.
        package let grossPositions: Double
    }

    /// What all accounts are worth.
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
